<#-- Atoms: names, calls and everything with a syntax of its own. MySQL manual: "Functions and Operators". -->

SqlNode MyPrimary() :
{
    final int s = Nodes.start(getToken(1));
    final String word;
    SqlNode n;
}
{
    (
        LOOKAHEAD({ Ahead.temporal(getToken(1)) })
        MyWord() { word = token.image; } n = MyLiteral() { n = new TemporalNode(Nodes.pos(s, token), word, n); }
    |
        n = MyLiteral()
    |
        <NULL> { n = SqlLiteral.createNull(Nodes.pos(token)); }
    |
        <TRUE> { n = SqlLiteral.createBoolean(true, Nodes.pos(token)); }
    |
        <FALSE> { n = SqlLiteral.createBoolean(false, Nodes.pos(token)); }
    |
        n = MyVariable()
    |
        LOOKAHEAD({ Ahead.queryParen(getToken(1)) }) n = MyScalarSubquery()
    |
        LOOKAHEAD({ Ahead.rowOrParen(getToken(1)) }) n = MyParenthesised()
    |
        <EXISTS> <LPAREN> n = MyExistsQuery(s) <RPAREN>
    |
        n = MyCase()
    |
        n = MyCast()
    |
        n = MyInterval()
    |
        n = MyMatch()
    |
        <DEFAULT_> n = MyColumnCall(s, "DEFAULT")
    |
        <VALUES> n = MyColumnCall(s, "VALUES")
    |
        n = MyBraces()
    |
        LOOKAHEAD({ Ahead.sequence(getToken(1)) }) n = MySequence()
    |
        LOOKAHEAD({ Ahead.callAhead(getToken(1)) }) n = MyCall()
    |
        LOOKAHEAD({ Ahead.niladic(getToken(1)) })
        MyWord() { n = new CallNode(Nodes.pos(s, token), token.image, new CallNode.Parts()); }
    |
        n = MyDotted()
    )
    { return n; }
}

/** ODBC's {d '2026-01-31'} and {fn NOW()}. */
SqlNode MyBraces() :
{
    final int s = Nodes.start(getToken(1));
    final String word;
    final SqlNode n;
}
{
    <LBRACE> ( MyWord() | <BACK_QUOTED_IDENTIFIER> ) { word = token.image; } n = MyExpr() <RBRACE>
    { return Nodes.braces(Nodes.pos(s, token), word, n); }
}

SqlNode MyVariable() :
{
    final int s = Nodes.start(getToken(1));
    final String name;
    final boolean system;
    SqlNode value = null;
}
{
    (
        <SYSTEM_VARIABLE> { name = token.image; system = true; }
    |
        <USER_VARIABLE> { name = token.image; system = false; }
        [ <ASSIGN> value = MyExpr() ]
    )
    { return new VariableNode(Nodes.pos(s, token), system, name, value); }
}

SqlNode MyScalarSubquery() :
{
    final int s = Nodes.start(getToken(1));
    final QueryNode q;
}
{
    <LPAREN> q = MyQuery() <RPAREN>
    { return new SubqueryNode(Nodes.pos(s, token), q, false); }
}

SqlNode MyExistsQuery(int s) :
{
    final QueryNode q;
}
{
    q = MyQuery()
    { return new SubqueryNode(Nodes.pos(s, getToken(1)), q, true); }
}

SqlNode MyParenthesised() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> list = new ArrayList<SqlNode>();
    SqlNode n;
}
{
    [ LOOKAHEAD({ Ahead.word(getToken(1), "ROW") && getToken(2).kind == LPAREN }) MyWord() ]
    <LPAREN> n = MyExpr() { list.add(n); } ( <COMMA> n = MyExpr() { list.add(n); } )* <RPAREN>
    { return list.size() == 1 ? n : Operators.call("ROW", Nodes.pos(s, token), list); }
}

SqlNode MyCase() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> list = new ArrayList<SqlNode>();
    SqlNode n;
}
{
    <CASE>
    [ LOOKAHEAD({ getToken(1).kind != WHEN }) n = MyExpr() { list.add(n); } ]
    ( <WHEN> n = MyExpr() { list.add(n); } <THEN> n = MyExpr() { list.add(n); } )+
    [ <ELSE> n = MyExpr() { list.add(n); } ]
    { Ahead.expect(getToken(1), "END"); } MyWord()
    { return Nodes.opaque(Nodes.pos(s, token), list); }
}

/** CAST(x AS type), CONVERT(x, type), CONVERT(x USING charset). */
SqlNode MyCast() :
{
    final int s = Nodes.start(getToken(1));
    final SqlNode n;
    final Boolean unsigned;
}
{
    ( <CAST> | <CONVERT> ) <LPAREN> n = MyExpr()
    { unsigned = Ahead.wholeCast(getToken(1), getToken(2), getToken(3), getToken(4)); }
    MySkipToClose() <RPAREN>
    { return unsigned == null ? Nodes.opaque(Nodes.pos(s, token), n) : new CastNode(Nodes.pos(s, token), n, unsigned); }
}

/** INTERVAL 1 DAY, and the function INTERVAL(a, b, c): that has a comma. */
SqlNode MyInterval() :
{
    final int s = Nodes.start(getToken(1));
    final CallNode.Parts p = new CallNode.Parts();
    final SqlNode n;
}
{
    <INTERVAL>
    (
        LOOKAHEAD({ Ahead.listParen(getToken(1)) })
        <LPAREN> MyArguments(p) <RPAREN> { return new CallNode(Nodes.pos(s, token), "INTERVAL", p); }
    |
        n = MyExpr() { Ahead.expectUnit(getToken(1)); } MyWord()
        { return new IntervalNode(Nodes.pos(s, token), n, token.image); }
    )
}

/** MariaDB's and the standard's NEXT VALUE FOR s, PREVIOUS VALUE FOR s. */
SqlNode MySequence() :
{
    final int s = Nodes.start(getToken(1));
    final SqlIdentifier name;
}
{
    MyWord() MyWord() <FOR> name = MyDotted()
    { return new SequenceNode(Nodes.pos(s, token), name); }
}

SqlNode MyMatch() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> list = new ArrayList<SqlNode>();
    SqlNode n;
}
{
    <MATCH>
    (
        <LPAREN> n = MyDotted() { list.add(n); } ( <COMMA> n = MyDotted() { list.add(n); } )* <RPAREN>
    |
        n = MyDotted() { list.add(n); } ( <COMMA> n = MyDotted() { list.add(n); } )*
    )
    { Ahead.expect(getToken(1), "AGAINST"); } MyWord()
    <LPAREN> n = MyBitOr() { list.add(n); } MySkipToClose() <RPAREN>
    { return new MatchNode(Nodes.pos(s, token), list); }
}

SqlNode MyColumnCall(int s, String name) :
{
    final CallNode.Parts p = new CallNode.Parts();
    SqlNode n;
}
{
    [ <LPAREN> n = MyDotted() { p.args.add(n); } <RPAREN> ]
    { return new CallNode(Nodes.pos(s, token), name, p); }
}

CallNode MyCall() :
{
    final int s = Nodes.start(getToken(1));
    final CallNode.Parts p = new CallNode.Parts();
    String name;
    SqlNode n;
}
{
    ( <IDENTIFIER> | <BACK_QUOTED_IDENTIFIER> | <DOLLAR> ) { name = token.image; p.quoted = token.kind == BACK_QUOTED_IDENTIFIER; }
    [ <DOT> ( <IDENTIFIER> | <BACK_QUOTED_IDENTIFIER> ) { name = token.image; p.qualified = true; } ]
    { p.spaced = token.endColumn + 1 != getToken(1).beginColumn; }
    <LPAREN>
    (
        LOOKAHEAD({ name.equalsIgnoreCase("POSITION") })
        n = MyBitOr() { p.args.add(n); } <IN> n = MyExpr() { p.args.add(n); }
    |
        LOOKAHEAD({ Ahead.unitFirst(name, getToken(1)) })
        MyWord() { p.args.add(Nodes.opaque(Nodes.pos(token))); }
        ( ( <COMMA> | <FROM> ) n = MyExpr() { p.args.add(n); } )*
    |
        LOOKAHEAD({ name.equalsIgnoreCase("WEIGHT_STRING") })
        n = MyExpr() { p.args.add(n); } MySkipToClose()
    |
        [ <DISTINCT> { p.distinct = true; } | <ALL> ]
        [ LOOKAHEAD({ Ahead.trimSide(getToken(1)) }) MyWord() ]
        [ MyArguments(p) ]
        [ <ORDER> <BY> p.orderBy = MyOrderItems() { p.plain = false; } ]
        [ <SEPARATOR> n = MyLiteral() { p.plain = false; p.separator = n; } ]
        [ MyPlainLimit(new LimitNode.Parts()) { p.plain = false; p.more = true; } ]
    )
    <RPAREN>
    [ LOOKAHEAD({ Ahead.withinGroup(getToken(1)) }) MyWithinGroup(p) ]
    [ LOOKAHEAD({ getToken(1).kind == FROM && (Ahead.word(getToken(2), "FIRST") || Ahead.word(getToken(2), "LAST")) }) <FROM> MyWord() ]
    [ LOOKAHEAD({ (Ahead.word(getToken(1), "RESPECT") || getToken(1).kind == IGNORE) && Ahead.word(getToken(2), "NULLS") }) MyAnyToken() MyWord() ]
    [ <OVER> { p.over = true; p.plain = false; } ( MyName() | n = MyWindowSpec() { p.extra.add(n); } ) ]
    { return new CallNode(Nodes.pos(s, token), name, p); }
}

void MyArguments(CallNode.Parts p) :
{}
{
    (
        <STAR> { p.star = true; }
    |
        [ LOOKAHEAD({ getToken(1).kind == FROM }) <FROM> ]
        MyArgument(p)
        ( ( <COMMA> | <FROM> | <FOR> ) MyArgument(p) )*
        [
            LOOKAHEAD({ Ahead.argumentTail(getToken(1)) })
            ( <USING> ( MyWord() | <BACK_QUOTED_IDENTIFIER> | <BINARY> ) | MySkipToClose() )
        ]
    )
}

/** A loadable function's argument may have a name: f(a AS b). */
void MyArgument(CallNode.Parts p) :
{
    SqlNode n;
}
{
    n = MyExpr() { p.args.add(n); }
    [
        <AS> MyAliasOrString()
    |
        LOOKAHEAD({ Ahead.bareAlias(getToken(1)) && !Ahead.argumentTail(getToken(1)) }) MyName()
    ]
}

void MyWithinGroup(CallNode.Parts p) :
{}
{
    MyWord() <GROUP> <LPAREN> <ORDER> <BY> p.orderBy = MyOrderItems() { p.plain = false; p.more = true; } <RPAREN>
}
