"""Naive flooding: who gets an update for the first time hands it to every peer but the one that it came from."""
import asyncio, json, os, sys, time
from collections import Counter

names = "messagesSent copiesSent bytesSent messagesReceived copiesReceived bytesReceived duplicates framesDropped"
seen, values, begun, counters = set(), {}, asyncio.Event(), Counter(dict.fromkeys(names.split(), 0))

def say(kind, **fields):
    print(json.dumps({"type": kind, "t": time.monotonic() * 1000, **fields}), flush=True)

async def send(address, frame):
    try:
        _, writer = await asyncio.wait_for(asyncio.open_connection(*address.rsplit(":", 1)), 5)
        writer.write(frame)
        writer.close()
        counters.update(messagesSent=1, copiesSent=1, bytesSent=len(frame))
    except (OSError, asyncio.TimeoutError) as error:
        print(f"a copy is lost on the way to {address}: {error!r}", file=sys.stderr)

async def take(kind, update, key, value, hops=0, **source):
    frame = json.dumps([update, key, value, hops + 1, me]).encode() + b"\n"
    seen.add(update)
    values[key] = value
    say(kind, update=update, hops=hops, **source)
    await begun.wait()
    await asyncio.gather(*[send(peer["address"], frame) for peer in peers if peer["node"] != source.get("from")])

async def hear(reader, writer):
    try:
        frame = await asyncio.wait_for(reader.readline(), 10)
        update, key, value, hops, source = json.loads(frame)
        counters.update(messagesReceived=1, copiesReceived=1, bytesReceived=len(frame), duplicates=update in seen)
        if update not in seen:
            await take("received", update, key, value, hops, **{"from": source})
    except (ValueError, TypeError, OSError, asyncio.TimeoutError):
        counters.update(framesDropped=1)
    writer.close()

async def main():
    await asyncio.start_server(hear, *listen.rsplit(":", 1), limit=2**21)
    say("ready", contract=2, implementation="flood", version="1", clock="monotonic", capabilities=["from", "hops", "counters", "hold"])
    async with asyncio.TaskGroup() as writes:
        while line := await asyncio.to_thread(sys.stdin.readline):
            match json.loads(line):
                case {"type": "begin"}: begun.set()
                case {"type": "write", "update": update, "key": key, "value": value}:
                    writes.create_task(take("written", update, key, value))
                case {"type": "counters", "ask": ask}:
                    say("counters", ask=ask, counters=counters)
        os._exit(0)  # what is under way is lost with the node

try:
    match json.loads(sys.stdin.readline()):
        case {"type": "init", "contract": 2, "node": int(me), "listen": str(listen), "peers": list(peers)}:
            asyncio.run(main())
        case unknown:
            raise ValueError(f"it needs an init of contract 2, and was told {unknown}")
except (ValueError, OSError) as error:
    print(f"this node cannot start: {error}", file=sys.stderr)
    sys.exit(71 if isinstance(error, OSError) else 2)
