%% The node's stdout: one JSON object a line. A process of its own writes them, so that nobody waits for who reads.
-module(lines).
-export([start/0, say/2, flush/0, now_ms/0, clock/0]).

start() -> register(?MODULE, spawn_link(fun write/0)).

say(Type, Fields) ->
    ?MODULE ! {line, tiny_json:encode(maps:merge(#{type => Type, t => now_ms()}, Fields))},
    ok.

write() ->
    receive
        {line, Line} -> io:put_chars(user, [Line, $\n]);
        {flush, Asker} -> Asker ! flushed
    end,
    write().

%% Waits a second at most until all that was said is written.
flush() ->
    ?MODULE ! {flush, self()},
    receive
        flushed -> ok
    after 1000 -> ok
    end.

%% The clock of the operating system in ms. Erlang's own monotonic time has an origin of its own, and is corrected.
now_ms() ->
    {time, Time} = lists:keyfind(time, 1, erlang:system_info(os_monotonic_time_source)),
    erlang:convert_time_unit(Time, native, nanosecond) / 1.0e6.

%% monotonic where that is CLOCK_MONOTONIC, as on Linux.
clock() ->
    case lists:keyfind(clock_id, 1, erlang:system_info(os_monotonic_time_source)) of
        {clock_id, 'CLOCK_MONOTONIC'} -> monotonic;
        _ -> own
    end.
