%% Messages between nodes, each in a TCP connection of its own, over the links of the run and nothing else.
%% A message is four bytes of length and a term: {Kind, From, Updates}. An exchange is answered on its connection.
-module(links).
-export([listen/3, open/0, push/2, exchange/2, count/2, counts/0]).

%% For all of a connection, ms.
-define(TIMEOUT, 5000).
-define(MOST_BYTES, 67108864).
%% Connections on their way out at once; more are dropped, as a full link would do.
-define(MOST_SENDING, 512).
-define(COUNTS, [messages_sent, messages_received, bytes_sent, bytes_received, copies_sent, copies_received, duplicates, frames_dropped]).

%% Takes the node's address. Whoever dials it is turned away until open/0.
listen(Self, {Host, Port}, Peers) ->
    persistent_term:put(?MODULE, #{
        self => Self,
        peers => Peers,
        counters => counters:new(length(?COUNTS), []),
        sending => counters:new(1, []),
        is_open => counters:new(1, [])
    }),
    case inet:getaddr(Host, inet) of
        {ok, Address} -> listen_at(Address, Port);
        {error, Reason} -> {error, Reason}
    end.

listen_at(Address, Port) ->
    case gen_tcp:listen(Port, [{ip, Address}, {backlog, 1024} | options()]) of
        {ok, Socket} ->
            spawn_link(fun() -> accept(Socket) end),
            %% A listening socket lives as long as its owner, which is whoever called.
            ok;
        {error, Reason} ->
            {error, Reason}
    end.

options() ->
    [binary, {packet, 4}, {packet_size, ?MOST_BYTES}, {active, false}, {reuseaddr, true}, {nodelay, true}, {send_timeout, ?TIMEOUT}].

open() -> counters:put(term(is_open), 1, 1).

%% Hands copies to a peer. What does not get there is lost.
push(Peer, Updates) -> dial(Peer, fun(Socket) -> send(Socket, {push, term(self), Updates}) end).

%% Gives a peer all that is held here, and takes what it holds.
exchange(Peer, Updates) ->
    dial(Peer, fun(Socket) ->
        send(Socket, {exchange, term(self), Updates}),
        receive_message(Socket)
    end).

dial(Peer, Talk) ->
    Sending = term(sending),
    case counters:get(Sending, 1) < ?MOST_SENDING of
        true ->
            counters:add(Sending, 1, 1),
            spawn(fun() ->
                try talk(maps:get(Peer, term(peers)), Talk) after counters:sub(Sending, 1, 1) end
            end);
        false ->
            count(frames_dropped, 1)
    end.

talk({Host, Port}, Talk) ->
    case gen_tcp:connect(Host, Port, options(), ?TIMEOUT) of
        {ok, Socket} ->
            Talk(Socket),
            gen_tcp:close(Socket);
        {error, _Unreachable} ->
            ok
    end.

accept(Listening) ->
    case gen_tcp:accept(Listening) of
        {ok, Socket} -> hand_over(Socket);
        {error, closed} -> exit(closed);
        {error, _TooManyFiles} -> timer:sleep(10)
    end,
    accept(Listening).

hand_over(Socket) ->
    case counters:get(term(is_open), 1) of
        0 ->
            gen_tcp:close(Socket);
        1 ->
            Pid = spawn(fun() ->
                receive yours -> receive_message(Socket) end,
                gen_tcp:close(Socket)
            end),
            %% A peer that is gone already is no matter.
            _ = gen_tcp:controlling_process(Socket, Pid),
            Pid ! yours
    end.

receive_message(Socket) ->
    case gen_tcp:recv(Socket, 0, ?TIMEOUT) of
        {ok, Bytes} ->
            count(bytes_received, byte_size(Bytes) + 4),
            take(decode(Bytes), Socket);
        {error, closed} ->
            ok;
        {error, _NoMessage} ->
            count(frames_dropped, 1)
    end.

take({Kind, From, Updates}, Socket) ->
    count(messages_received, 1),
    Kind =:= exchange andalso send(Socket, {answer, term(self), gossip:held()}),
    gossip:heard(From, way(Kind), Updates);
take(malformed, _Socket) ->
    count(frames_dropped, 1).

way(push) -> rumor;
way(_) -> repair.

send(Socket, {_, _, Updates} = Message) ->
    Bytes = term_to_binary(Message),
    case gen_tcp:send(Socket, Bytes) of
        ok ->
            count(messages_sent, 1),
            count(bytes_sent, byte_size(Bytes) + 4),
            count(copies_sent, length(Updates));
        {error, _Lost} ->
            ok
    end.

%% A message, or malformed. No term from outside makes an atom or a function.
decode(Bytes) ->
    try binary_to_term(Bytes, [safe]) of
        {Kind, From, Updates} when is_integer(From), is_list(Updates) ->
            IsSound = lists:member(Kind, [push, exchange, answer]) andalso lists:all(fun is_update/1, Updates),
            case IsSound of
                true -> {Kind, From, Updates};
                false -> malformed
            end;
        _ ->
            malformed
    catch
        error:_ -> malformed
    end.

is_update(#{name := Name, key := Key, value := Value, version := Version, hops := Hops}) ->
    is_binary(Name) andalso is_binary(Key) andalso is_integer(Version) andalso is_integer(Hops) andalso
        (is_binary(Value) orelse Value =:= deleted);
is_update(_) ->
    false.

count(Name, More) -> counters:add(term(counters), place(Name, ?COUNTS, 1), More).

counts() -> maps:from_list([{Name, counters:get(term(counters), place(Name, ?COUNTS, 1))} || Name <- ?COUNTS]).

place(Name, [Name | _], Place) -> Place;
place(Name, [_ | Others], Place) -> place(Name, Others, Place + 1).

term(Name) -> maps:get(Name, persistent_term:get(?MODULE)).
