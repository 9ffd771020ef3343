%% The JSON that the contract needs; OTP 25 brings none. Objects are maps with binary keys.
-module(tiny_json).
-export([decode/1, encode/1]).

%% The value of a text. Fails where the text is no JSON.
decode(Text) ->
    {Value, Rest} = value(skip(Text)),
    <<>> = skip(Rest),
    Value.

value(<<"{", Rest/binary>>) -> object(skip(Rest), #{});
value(<<"[", Rest/binary>>) -> list(skip(Rest), []);
value(<<"\"", Rest/binary>>) -> string(Rest, []);
value(<<"true", Rest/binary>>) -> {true, Rest};
value(<<"false", Rest/binary>>) -> {false, Rest};
value(<<"null", Rest/binary>>) -> {null, Rest};
value(Text) -> number(Text).

object(<<"}", Rest/binary>>, Map) ->
    {Map, Rest};
object(<<"\"", Rest/binary>>, Map) ->
    {Name, AfterName} = string(Rest, []),
    <<":", AfterColon/binary>> = skip(AfterName),
    {Value, AfterValue} = value(skip(AfterColon)),
    object(comma(skip(AfterValue), $}), Map#{Name => Value}).

list(<<"]", Rest/binary>>, Values) ->
    {lists:reverse(Values), Rest};
list(Text, Values) ->
    {Value, Rest} = value(Text),
    list(comma(skip(Rest), $]), [Value | Values]).

comma(<<",", Rest/binary>>, _End) -> skip(Rest);
comma(<<End, _/binary>> = Text, End) -> Text.

string(Text, Parts) ->
    [Plain, _] = binary:split(<<Text/binary, 0>>, [<<"\"">>, <<"\\">>]),
    Size = byte_size(Plain),
    case Text of
        <<_:Size/binary, "\"", Rest/binary>> -> {iolist_to_binary(lists:reverse([Plain | Parts])), Rest};
        <<_:Size/binary, "\\", Rest/binary>> -> escape(Rest, [Plain | Parts])
    end.

escape(<<"u", Hex:4/binary, "\\u", Low:4/binary, Rest/binary>>, Parts) when Hex >= <<"D800">>, Hex < <<"DC00">>; Hex >= <<"d800">>, Hex < <<"dc00">> ->
    Point = 16#10000 + ((binary_to_integer(Hex, 16) band 16#3FF) bsl 10) + (binary_to_integer(Low, 16) band 16#3FF),
    string(Rest, [<<Point/utf8>> | Parts]);
escape(<<"u", Hex:4/binary, Rest/binary>>, Parts) ->
    string(Rest, [<<(binary_to_integer(Hex, 16))/utf8>> | Parts]);
escape(<<Letter, Rest/binary>>, Parts) ->
    string(Rest, [escaped(Letter) | Parts]).

escaped($n) -> <<"\n">>;
escaped($t) -> <<"\t">>;
escaped($r) -> <<"\r">>;
escaped($b) -> <<"\b">>;
escaped($f) -> <<"\f">>;
escaped(Letter) -> <<Letter>>.

number(Text) ->
    {match, [{0, Size}]} = re:run(Text, "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?", [{capture, first}]),
    <<Digits:Size/binary, Rest/binary>> = Text,
    {to_number(Digits), Rest}.

to_number(Digits) ->
    try
        binary_to_integer(Digits)
    catch
        error:badarg -> to_float(Digits)
    end.

%% Erlang's own reader wants a fraction: 1e3 is 1.0e3.
to_float(Digits) ->
    case binary:match(Digits, <<".">>) of
        nomatch -> binary_to_float(re:replace(Digits, "[eE]", ".0e", [{return, binary}]));
        _ -> binary_to_float(Digits)
    end.

skip(<<Space, Rest/binary>>) when Space =:= $\s; Space =:= $\t; Space =:= $\r; Space =:= $\n -> skip(Rest);
skip(Text) -> Text.

%% Maps, lists, binaries, atoms and numbers.
encode(Map) when is_map(Map) ->
    Fields = [[encode(to_binary(Name)), $:, encode(Value)] || {Name, Value} <- maps:to_list(Map)],
    [${, lists:join($,, Fields), $}];
encode(List) when is_list(List) ->
    [$[, lists:join($,, [encode(Value) || Value <- List]), $]];
encode(Number) when is_integer(Number) ->
    integer_to_binary(Number);
encode(Number) when is_float(Number) ->
    float_to_binary(Number, [{decimals, 6}, compact]);
encode(Word) when Word =:= true; Word =:= false; Word =:= null ->
    atom_to_binary(Word);
encode(Text) ->
    [$", [letter(Letter) || <<Letter>> <= to_binary(Text)], $"].

to_binary(Name) when is_atom(Name) -> atom_to_binary(Name);
to_binary(Text) -> Text.

letter($") -> <<"\\\"">>;
letter($\\) -> <<"\\\\">>;
letter(Letter) when Letter < 32 -> io_lib:format("\\u~4.16.0b", [Letter]);
letter(Letter) -> Letter.
