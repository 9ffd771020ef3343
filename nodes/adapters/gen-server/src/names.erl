%% Names of updates that came, the newest of them: two generations, of which the older one is forgotten when the younger one is full.
-module(names).
-export([new/0, add/2]).

-define(MOST, 131072).

new() -> {#{}, #{}}.

%% The names with this one, or known.
add(Name, {Young, Old}) when is_map_key(Name, Young); is_map_key(Name, Old) -> known;
add(Name, {Young, _}) when map_size(Young) >= ?MOST -> {#{Name => true}, Young};
add(Name, {Young, Old}) -> {Young#{Name => true}, Old}.
