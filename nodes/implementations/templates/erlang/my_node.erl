%% A node that floods: it sends every update that is new to it to all of its peers. Put your own implementation in its place.
%%
%% It speaks contract 2 of gossip-bench: JSON lines on stdin and stdout; stderr is its log.
-module(my_node).
-behaviour(gen_server).
-export([start/0, init/1, handle_call/3, handle_cast/2]).

-define(LIMIT_MS, 5000).

%% Reads what the harness says; the node ends where its stdin does.
start() ->
    io:setopts(user, [binary, {encoding, utf8}]),
    #{<<"type">> := <<"init">>} = Init = tiny_json:decode(io:get_line(user, "")),
    {ok, Node} = gen_server:start(?MODULE, Init, []),
    read(Node).

read(Node) ->
    case io:get_line(user, "") of
        Text when is_binary(Text) ->
            gen_server:cast(Node, {line, tiny_json:decode(Text)}),
            read(Node);
        _ ->
            halt(0)
    end.

say(Type, Fields) ->
    io:put_chars(user, [tiny_json:encode(Fields#{type => Type, t => now_ms()}), $\n]).

%% Erlang's own monotonic time in ms; the harness asks for it to learn its offset.
now_ms() -> erlang:monotonic_time(nanosecond) / 1.0e6.

stop(Code, Format, Values) ->
    io:format(standard_error, Format ++ "~n", Values),
    halt(Code).

init(#{<<"node">> := Id, <<"listen">> := Listen, <<"peers">> := Peers}) ->
    Server = self(),
    {Host, Port} = address(Listen),
    case gen_tcp:listen(Port, [binary, {ip, Host}, {active, false}, {reuseaddr, true}, {backlog, 128}]) of
        {ok, Listener} -> spawn_link(fun() -> accept(Listener, Server) end);
        {error, Why} -> stop(71, "cannot listen at ~s: ~p", [Listen, Why])
    end,
    say(ready, #{
        contract => 2,
        implementation => <<"my-node">>,
        version => <<"0.1">>,
        capabilities => [<<"from">>, <<"hops">>, <<"views">>, <<"counters">>, <<"hold">>]
    }),
    {ok, #{
        id => Id,
        peers => [address(Address) || #{<<"address">> := Address} <- Peers],
        %% Every update that this node has, and per key the newest.
        held => #{},
        view => #{},
        counters => #{messagesSent => 0, bytesSent => 0, copiesReceived => 0, duplicates => 0}
    }}.

address(Text) ->
    try
        [Host, Port] = string:split(Text, ":", trailing),
        {ok, Ip} = inet:parse_address(binary_to_list(Host)),
        {Ip, binary_to_integer(Port)}
    catch
        _:_ -> stop(2, "init: an address must be host:port, got ~p", [Text])
    end.

handle_call(_, _, Node) -> {reply, ok, Node}.

handle_cast({line, #{<<"type">> := <<"write">>} = Line}, Node) ->
    {noreply, write(Line, Node)};
handle_cast({line, #{<<"type">> := <<"view">>, <<"ask">> := Ask}}, #{view := View} = Node) ->
    Held = [[Key, 0, maps:get(<<"update">>, Message), 0] || {Key, Message} <- lists:sort(maps:to_list(View))],
        say(view, #{ask => Ask, entries => maps:size(View), digest => binary:encode_hex(erlang:md5(Held))}),
    {noreply, Node};
handle_cast({line, #{<<"type">> := <<"counters">>, <<"ask">> := Ask}}, #{counters := Counters} = Node) ->
    say(counters, #{ask => Ask, counters => Counters}),
    {noreply, Node};
handle_cast({line, #{<<"type">> := <<"clock">>, <<"ask">> := Ask}}, Node) ->
    say(clock, #{ask => Ask}),
    {noreply, Node};
handle_cast({message, #{<<"update">> := Update} = Message}, Node) ->
    {noreply, received(is_map_key(Update, maps:get(held, Node)), Message, count(copiesReceived, 1, Node))};
handle_cast({sent, Bytes}, Node) ->
    {noreply, count(messagesSent, 1, count(bytesSent, Bytes, Node))};
%% What is not known is passed over.
handle_cast(_, Node) ->
    {noreply, Node}.

write(#{<<"update">> := Update, <<"key">> := Key, <<"value">> := Value}, #{id := Id} = Node) ->
    Order = [erlang:system_time(nanosecond), Id],
    Message = #{
        <<"update">> => Update, <<"key">> => Key, <<"value">> => Value, <<"order">> => Order, <<"hops">> => 0
    },
    Written = apply_write(Message, Node),
    say(written, #{update => Update}),
    spread(Message, Written);
write(#{<<"update">> := Update}, Node) ->
    say(refused, #{update => Update, reason => <<"this node has no deletions">>}),
    Node.

received(true, _, Node) ->
    count(duplicates, 1, Node);
received(false, #{<<"update">> := Update, <<"from">> := From, <<"hops">> := Hops} = Message, Node) ->
    Heard = Message#{<<"hops">> := Hops + 1},
    Received = apply_write(Heard, Node),
    say(received, #{update => Update, from => From, hops => Hops + 1}),
    spread(Heard, Received).

%% Keeps the newest write of each key.
apply_write(#{<<"update">> := Update, <<"key">> := Key} = Message, #{held := Held, view := View} = Node) ->
    Newest =
        case View of
            #{Key := #{<<"order">> := Known}} when Known > map_get(<<"order">>, Message) -> View;
            _ -> View#{Key => Message}
        end,
    Node#{held := Held#{Update => true}, view := Newest}.

spread(Message, #{id := Id, peers := Peers} = Node) ->
    Text = iolist_to_binary([tiny_json:encode(Message#{<<"from">> => Id}), $\n]),
    Server = self(),
    [spawn(fun() -> send(Text, Peer, Server) end) || Peer <- Peers],
    Node.

send(Text, {Host, Port}, Server) ->
    case gen_tcp:connect(Host, Port, [binary, {active, false}], ?LIMIT_MS) of
        {ok, Socket} ->
            gen_tcp:send(Socket, Text) =:= ok andalso gen_server:cast(Server, {sent, byte_size(Text)}),
            gen_tcp:close(Socket);
        %% This copy is lost.
        {error, _} ->
            ok
    end.

accept(Listener, Server) ->
    case gen_tcp:accept(Listener) of
        {ok, Socket} ->
            Reader = spawn(fun() -> receive go -> read_message(Socket, <<>>, Server) end end),
            ok = gen_tcp:controlling_process(Socket, Reader),
            Reader ! go;
        {error, _} ->
            ok
    end,
    accept(Listener, Server).

%% One message: an update, as JSON.
read_message(Socket, Read, Server) ->
    case gen_tcp:recv(Socket, 0, ?LIMIT_MS) of
        {ok, More} when byte_size(Read) < 1048576 -> read_message(Socket, <<Read/binary, More/binary>>, Server);
        _ ->
            gen_tcp:close(Socket),
            try
                #{<<"update">> := _, <<"from">> := _, <<"hops">> := _} = Message = tiny_json:decode(Read),
                gen_server:cast(Server, {message, Message})
            catch
                %% No gossip.
                _:_ -> ok
            end
    end.

count(Name, By, #{counters := Counters} = Node) ->
    Node#{counters := maps:update_with(Name, fun(Value) -> Value + By end, Counters)}.
