#!/usr/bin/env python3
"""A node that floods: it sends every update that is new to it to all of its peers. Put your own implementation in its place.

It speaks contract 2 of gossip-bench: JSON lines on stdin and stdout; stderr is its log.
"""
import hashlib, json, os, socket, sys, threading, time

lock = threading.RLock()
held, view = set(), {}  # every update that this node has; per key the newest
counters = {"messagesSent": 0, "bytesSent": 0, "copiesReceived": 0, "duplicates": 0}
me = {}


def now():
    return time.monotonic() * 1000  # CLOCK_MONOTONIC, ms


def say(**line):
    with lock:
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


def init(line):
    me.update(line)
    try:
        host, port = line["listen"].split(":")
        address = (host, int(port))
    except ValueError:
        end(2, f"init: listen must be host:port, got {line['listen']}")
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind(address)
    except OSError as error:
        end(71, str(error))
    server.listen(128)
    threading.Thread(target=accept, args=(server,), daemon=True).start()
    say(type="ready", contract=2, implementation="my-node", version="0.1", t=now(), clock="monotonic",
        capabilities=["from", "hops", "views", "counters", "hold"])


def end(code, why=""):
    if why:
        print(why, file=sys.stderr, flush=True)
    os._exit(code)


def accept(server):
    while True:
        connection, _ = server.accept()
        threading.Thread(target=read, args=(connection,), daemon=True).start()


def read(connection):
    with connection:
        connection.settimeout(5)
        try:
            receive(json.loads(connection.makefile().readline(1_048_576)))
        except (OSError, ValueError, KeyError, TypeError):
            pass  # No gossip.


def write(line):
    if "value" not in line:
        return say(type="refused", update=line["update"], reason="this node has no deletions")
    message = {"update": line["update"], "key": line["key"], "value": line["value"], "order": [now(), me["node"]], "hops": 0}
    with lock:
        apply(message)
        say(type="written", update=line["update"], t=now())
    spread(message)


def receive(message):
    with lock:
        counters["copiesReceived"] += 1
        if message["update"] in held:
            counters["duplicates"] += 1
            return
        message["hops"] += 1
        apply(message)
        say(type="received", update=message["update"], t=now(), **{"from": message["from"]}, hops=message["hops"])
    spread(message)


def apply(message):
    held.add(message["update"])
    known = view.get(message["key"])
    if known is None or message["order"] > known["order"]:
        view[message["key"]] = message


def spread(message):
    data = (json.dumps({**message, "from": me["node"]}) + "\n").encode()
    for peer in me["peers"]:
        host, port = peer["address"].split(":")
        try:
            with socket.create_connection((host, int(port)), timeout=5) as connection:
                connection.sendall(data)
            with lock:
                counters["messagesSent"] += 1
                counters["bytesSent"] += len(data)
        except OSError:
            pass  # This copy is lost.


def answer_view(line):
    with lock:
        text = "".join(f"{key}\0{view[key]['update']}\0" for key in sorted(view))
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        say(type="view", ask=line["ask"], entries=len(view), digest=digest)


def answer_counters(line):
    with lock:
        say(type="counters", ask=line["ask"], counters=counters)


handlers = {"init": init, "write": lambda line: threading.Thread(target=write, args=(line,)).start(),
            "view": answer_view, "counters": answer_counters}

for text in sys.stdin:
    line = json.loads(text)
    handlers.get(line["type"], lambda _: None)(line)  # What is not known is passed over.
end(0)
