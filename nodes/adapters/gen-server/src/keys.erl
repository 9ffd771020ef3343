%% The state that this node gossips: the newest update of each key. That of the greatest version wins, and of the greater name where
%% versions are equal, so that the order of arrival does not matter.
-module(keys).
-behaviour(gossip).

-export([new/0, merge/2, entries/1, view/1]).

new() -> #{}.

merge(#{key := Key} = Update, Held) ->
    case Held of
        #{Key := Other} -> Held#{Key := newer(Update, Other)};
        #{} -> Held#{Key => Update}
    end.

newer(#{version := V, name := N} = A, #{version := W, name := M}) when {V, N} > {W, M} -> A;
newer(_, B) -> B.

entries(Held) -> maps:values(Held).

%% How many keys have a value, and a text that is equal where views are.
view(Entries) ->
    Live = lists:sort([{Key, Name} || #{key := Key, name := Name, value := Value} <- Entries, Value =/= deleted]),
    <<Digest:64, _/binary>> = erlang:md5(term_to_binary(Live)),
    {length(Live), iolist_to_binary(io_lib:format("~16.16.0b", [Digest]))}.
