%% A gen_server that gossips. What an update does to the state is the matter of a callback module, hence the behaviour of its own.
%%
%%   1> gossip:start_link().
%%   2> gossip:update(#{name => <<"u1">>, key => <<"k">>, value => <<"v">>}).
%%
%% Each round hands the updates that are hot to some peers by chance; each repair interval exchanges all that is held with one peer.
-module(gossip).
-behaviour(gen_server).

-export([start_link/0, start_link/1, update/1, heard/3, held/0, hot/0, begin_gossip/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

%% An update, and how many links its copy has crossed. Versions order the updates of a key.
-type update() :: #{name := binary(), key := binary(), value := binary() | deleted, version => integer(), hops => non_neg_integer()}.
-export_type([update/0]).

%% The state of a node that holds nothing.
-callback new() -> State :: term().
%% The state with an update in it.
-callback merge(update(), State :: term()) -> State :: term().
%% What a node hands on that exchanges all it holds.
-callback entries(State :: term()) -> [update()].

-define(DEFAULTS, #{
    node => 0,
    peers => [],
    module => keys,
    parameters => #{interval => 200, fanout => 3, rounds_multiplier => 1, repair_interval => 5000},
    tell => fun print/1
}).

%% Most bytes of updates in a message of a round; more wait for the next one.
-define(MOST_BYTES, 1048576).

start_link() -> start_link(#{}).

%% Options are those of DEFAULTS. `tell` is told {written, Update} and {received, Update, From, Way}.
start_link(Options) -> gen_server:start_link({local, ?MODULE}, ?MODULE, maps:merge(?DEFAULTS, Options), []).

%% A write at this node.
update(Update) -> gen_server:cast(?MODULE, {update, Update}).

%% Copies that came from a peer.
heard(From, Way, Updates) -> gen_server:cast(?MODULE, {heard, From, Way, Updates}).

%% All that this node holds, as copies for a peer.
held() -> gen_server:call(?MODULE, held).

%% How many updates this node still spreads.
hot() -> gen_server:call(?MODULE, hot).

begin_gossip() -> gen_server:cast(?MODULE, begin_gossip).

init(#{module := Module} = Options) ->
    {ok, Options#{held => Module:new(), hot => #{}, names => names:new(), newest => 0}}.

handle_call(held, _From, State) -> {reply, copies(State), State};
handle_call(hot, _From, #{hot := Hot} = State) -> {reply, map_size(Hot), State}.

handle_cast({update, Update}, State) ->
    Version = max(maps:get(newest, State) + 1, erlang:system_time(microsecond)),
    {new, Written} = take(Update#{version => Version, hops => 0}, State),
    tell({written, Update}, State),
    {noreply, Written};
handle_cast({heard, From, Way, Updates}, State) ->
    {noreply, lists:foldl(fun(Update, Before) -> hear(Update, From, Way, Before) end, State, Updates)};
handle_cast(begin_gossip, State) ->
    wait(round, State),
    wait(repair, State),
    {noreply, State};
handle_cast(_Other, State) ->
    {noreply, State}.

handle_info(round, State) ->
    wait(round, State),
    {noreply, spread(State)};
handle_info(repair, #{peers := Peers} = State) ->
    wait(repair, State),
    [links:exchange(Peer, copies(State)) || Peer <- some(1, Peers)],
    {noreply, State};
handle_info(_Other, State) ->
    {noreply, State}.

hear(Update, From, Way, State) ->
    links:count(copies_received, 1),
    case take(Update, State) of
        {new, After} ->
            tell({received, Update, From, Way}, State),
            After;
        known ->
            links:count(duplicates, 1),
            State
    end.

%% Merges an update that is new to this node, and makes it hot.
take(#{name := Name, version := Version} = Update, State) ->
    #{module := Module, held := Held, hot := Hot, names := Names, newest := Newest} = State,
    case names:add(Name, Names) of
        known ->
            known;
        After ->
            {new, State#{
                names := After,
                newest := max(Newest, Version),
                held := Module:merge(Update, Held),
                hot := Hot#{Name => {rounds(State), Update}}
            }}
    end.

%% Enough rounds for one update to reach everybody, by the logarithm of the cluster's size.
rounds(#{peers := Peers, parameters := #{rounds_multiplier := Multiplier}}) ->
    Multiplier * ceil(math:log2(length(Peers) + 2)).

spread(#{hot := Hot} = State) when map_size(Hot) =:= 0 -> State;
spread(#{hot := Hot, peers := Peers, parameters := #{fanout := Fanout}} = State) ->
    Sent = fitting(lists:reverse(lists:keysort(2, [{Name, Left, Update} || {Name, {Left, Update}} <- maps:to_list(Hot)]))),
    Copies = [onward(Update) || {_, _, Update} <- Sent],
    [links:push(Peer, Copies) || Peer <- some(Fanout, Peers)],
    State#{hot := lists:foldl(fun cool/2, Hot, Sent)}.

%% The updates that were sent least often, as many as fit into a message.
fitting(Updates) -> fitting(Updates, ?MOST_BYTES).

fitting([{_, _, Update} = First | Rest], Room) ->
    case Room - size_of(Update) of
        Left when Left >= 0; Room =:= ?MOST_BYTES -> [First | fitting(Rest, Left)];
        _ -> []
    end;
fitting([], _) ->
    [].

size_of(#{name := Name, key := Key, value := deleted}) -> byte_size(Name) + byte_size(Key);
size_of(#{name := Name, key := Key, value := Value}) -> byte_size(Name) + byte_size(Key) + byte_size(Value).

cool({Name, 1, _}, Hot) -> maps:remove(Name, Hot);
cool({Name, Left, Update}, Hot) -> Hot#{Name := {Left - 1, Update}}.

copies(#{module := Module, held := Held}) -> [onward(Update) || Update <- Module:entries(Held)].

onward(#{hops := Hops} = Update) -> Update#{hops := Hops + 1}.

%% So many of them by chance.
some(Count, Peers) ->
    Shuffled = [Peer || {_, Peer} <- lists:sort([{rand:uniform(), Peer} || Peer <- Peers])],
    lists:sublist(Shuffled, Count).

wait(round, #{parameters := #{interval := Ms}}) -> erlang:send_after(Ms, self(), round);
wait(repair, #{parameters := #{repair_interval := 0}}) -> never;
wait(repair, #{parameters := #{repair_interval := Ms}}) -> erlang:send_after(Ms, self(), repair).

tell(Event, #{tell := Tell}) -> Tell(Event).

print(Event) -> io:format("~p~n", [Event]).
