%% A node around the gossip server, for gossip-bench.
-module(gossip_node).
-export([main/0]).

-define(CONTRACT, 2).
-define(MAKES_NO_SENSE, 2).
-define(CANNOT_LISTEN, 71).
-define(CAPABILITIES, [from, hops, views, counters, deletes, supersedes, hold]).

main() ->
    ok = io:setopts(user, [binary, {encoding, latin1}]),
    lines:start(),
    Init = init(io:get_line(user, "")),
    #{node := Node, listen := Listen, peers := Peers, parameters := Parameters} = Init,
    case links:listen(Node, Listen, Peers) of
        ok -> ok;
        {error, Reason} -> stop(?CANNOT_LISTEN, ["it cannot listen: ", inet:format_error(Reason)])
    end,
    Options = #{node => Node, peers => maps:keys(Peers), parameters => Parameters, tell => fun tell/1},
    {ok, _} = gossip:start_link(Options),
    lines:say(ready, #{
        contract => ?CONTRACT,
        implementation => <<"gen-server">>,
        version => <<"1">>,
        clock => lines:clock(),
        capabilities => ?CAPABILITIES,
        traits => traits(Parameters)
    }),
    hear().

init(Line) ->
    try
        parse(tiny_json:decode(Line))
    catch
        error:_ -> stop(?MAKES_NO_SENSE, "the first line is no init of contract 2, or lacks something")
    end.

parse(#{<<"type">> := <<"init">>, <<"contract">> := ?CONTRACT} = Init) ->
    #{<<"node">> := Node, <<"listen">> := Listen, <<"peers">> := Peers, <<"parameters">> := Parameters} = Init,
    true = is_integer(Node),
    #{
        node => Node,
        listen => address(Listen),
        peers => maps:from_list([{Peer, address(At)} || #{<<"node">> := Peer, <<"address">> := At} <- Peers]),
        parameters => #{
            interval => whole(<<"interval">>, Parameters),
            fanout => whole(<<"fanout">>, Parameters),
            rounds_multiplier => whole(<<"roundsMultiplier">>, Parameters),
            repair_interval => whole(<<"repairInterval">>, Parameters)
        }
    }.

whole(Name, Parameters) -> round(maps:get(Name, Parameters)).

address(Text) ->
    [Port | Host] = lists:reverse(string:split(Text, ":", trailing)),
    [Name] = Host,
    {binary_to_list(Name), binary_to_integer(Port)}.

%% A missed update comes with an exchange, which each node begins once in an interval; the first partner or two may lack it, too.
traits(#{interval := Interval, repair_interval := Repair}) ->
    Traits = #{periodMs => Interval, transport => tcp},
    case Repair of
        0 -> Traits;
        _ -> Traits#{repairWithinMs => 4 * Repair}
    end.

tell({written, #{name := Name}}) ->
    lines:say(written, #{update => Name});
tell({received, #{name := Name, hops := Hops}, From, Way}) ->
    lines:say(received, #{update => Name, from => From, hops => Hops, via => Way}).

%% Until stdin ends.
hear() ->
    case io:get_line(user, "") of
        Line when is_binary(Line) ->
            try
                obey(tiny_json:decode(Line))
            catch
                error:_ -> io:put_chars(standard_error, "a line from the harness is passed over\n")
            end,
            hear();
        _EndOrError ->
            lines:flush(),
            erlang:halt(0, [{flush, false}])
    end.

obey(#{<<"type">> := <<"begin">>}) ->
    links:open(),
    gossip:begin_gossip();
obey(#{<<"type">> := <<"write">>, <<"update">> := Name, <<"key">> := Key} = Write) ->
    gossip:update(#{name => Name, key => Key, value => value(Write)});
obey(#{<<"type">> := <<"view">>, <<"ask">> := Ask}) ->
    {Entries, Digest} = keys:view(gossip:held()),
    lines:say(view, #{ask => Ask, entries => Entries, digest => Digest});
obey(#{<<"type">> := <<"counters">>, <<"ask">> := Ask}) ->
    lines:say(counters, #{ask => Ask, counters => counters()});
obey(#{<<"type">> := <<"clock">>, <<"ask">> := Ask}) ->
    lines:say(clock, #{ask => Ask});
obey(_Unknown) ->
    ok.

value(#{<<"value">> := Text}) -> base64:decode(Text);
value(_) -> deleted.

counters() ->
    #{
        messages_sent := MessagesSent,
        messages_received := MessagesReceived,
        bytes_sent := BytesSent,
        bytes_received := BytesReceived,
        copies_sent := CopiesSent,
        copies_received := CopiesReceived,
        duplicates := Duplicates,
        frames_dropped := FramesDropped
    } = links:counts(),
    #{
        messagesSent => MessagesSent,
        messagesReceived => MessagesReceived,
        bytesSent => BytesSent,
        bytesReceived => BytesReceived,
        copiesSent => CopiesSent,
        copiesReceived => CopiesReceived,
        duplicates => Duplicates,
        framesDropped => FramesDropped,
        hotUpdates => gossip:hot()
    }.

stop(Code, Sentence) ->
    io:put_chars(standard_error, ["this node cannot start: ", Sentence, $\n]),
    halt(Code).
