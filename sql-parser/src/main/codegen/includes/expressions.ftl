<#-- Expressions, layered by MySQL's precedence. MySQL manual: "Operator Precedence", "Expressions". -->

SqlNode MyExpr() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    List<SqlNode> list = null;
}
{
    l = MyXor()
    (
        LOOKAHEAD(1)
        <OR> { if (list == null) { list = Nodes.list(l); } }
        l = MyXor() { list.add(l); }
    )*
    { return list == null ? l : Operators.call("OR", Nodes.pos(s, token), list); }
}

SqlNode MyXor() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
}
{
    l = MyAnd()
    ( LOOKAHEAD(1) <XOR> r = MyAnd() { l = Operators.call("XOR", Nodes.pos(s, token), l, r); } )*
    { return l; }
}

SqlNode MyAnd() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    List<SqlNode> list = null;
}
{
    l = MyNot()
    (
        LOOKAHEAD(1)
        <AND> { if (list == null) { list = Nodes.list(l); } }
        l = MyNot() { list.add(l); }
    )*
    { return list == null ? l : Operators.call("AND", Nodes.pos(s, token), list); }
}

SqlNode MyNot() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode n;
}
{
    (
        <NOT> n = MyNot() { n = Operators.call("NOT", Nodes.pos(s, token), n); }
    |
        LOOKAHEAD({ true }) n = MyComparison()
    )
    { return n; }
}

SqlNode MyComparison() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
    String op;
}
{
    l = MyPredicate()
    (
      LOOKAHEAD(1)
      (
        op = MyComparator()
        (
            LOOKAHEAD({ Ahead.quantifier(getToken(1)) }) ( <ALL> | MyWord() ) <LPAREN> r = MySubquery() <RPAREN>
            { l = Nodes.opaque(Nodes.pos(s, token), l, r); }
        |
            LOOKAHEAD({ true }) r = MyPredicate() { l = Operators.call(op, Nodes.pos(s, token), l, r); }
        )
    |
        <IS> { op = "IS "; } [ <NOT> { op = "IS NOT "; } ]
        (
            <NULL> { op += "NULL"; }
        |
            <TRUE> { op += "TRUE"; }
        |
            <FALSE> { op += "FALSE"; }
        |
            LOOKAHEAD({ Ahead.word(getToken(1), "UNKNOWN") }) MyWord() { op += "UNKNOWN"; }
        )
        { l = Operators.call(op, Nodes.pos(s, token), l); }
      )
    )*
    { return l; }
}

String MyComparator() :
{}
{
    ( <EQ> | <NE> | <LT> | <LE> | <GT> | <GE> | <NULL_SAFE_EQ> )
    { return Operators.comparator(token.kind); }
}

/** MySQL allows one of these behind another only in parentheses, MariaDB takes them from the left. */
SqlNode MyPredicate() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
}
{
    l = MyBitOr() ( LOOKAHEAD({ Ahead.predicate(getToken(1)) }) l = MyPredicateOf(s, l) )*
    { return l; }
}

SqlNode MyPredicateOf(int s, SqlNode l) :
{
    SqlNode r;
    SqlNode r2 = null;
    String not = "";
    List<SqlNode> list;
}
{
    (
        [ <NOT> { not = "NOT "; } ]
        (
            <IN>
            (
                LOOKAHEAD({ Ahead.queryParen(getToken(1)) })
                <LPAREN> r = MySubquery() <RPAREN>
                { return Operators.call(not + "IN", Nodes.pos(s, token), l, r); }
            |
                list = MyExprList(l)
                { return Operators.call(not + "IN", Nodes.pos(s, token), list); }
            )
        |
            <BETWEEN> r = MyPredicate() <AND> r2 = MyPredicate()
            { return Operators.call(not + "BETWEEN", Nodes.pos(s, token), Nodes.list(l, r, r2)); }
        |
            <LIKE> r = MyPattern() [ LOOKAHEAD({ Ahead.word(getToken(1), "ESCAPE") }) MyWord() r2 = MyBitOr() ]
            { return Operators.call(not + "LIKE", Nodes.pos(s, token), Nodes.list(l, r, r2)); }
        |
            ( <REGEXP> | <RLIKE> ) r = MyPattern()
            { return Operators.call(not + "REGEXP", Nodes.pos(s, token), l, r); }
        )
    |
        LOOKAHEAD({ Ahead.word(getToken(1), "MEMBER") })
        MyWord() [ LOOKAHEAD({ Ahead.word(getToken(1), "OF") }) MyWord() ] <LPAREN> r = MyExpr() <RPAREN>
        { return Nodes.opaque(Nodes.pos(s, token), l, r); }
    |
        MyWord() <LIKE> r = MyPattern() { return Nodes.opaque(Nodes.pos(s, token), l, r); }
    )
}

/** The right side of LIKE and REGEXP. To MariaDB a NOT that follows belongs to it: a RLIKE b NOT IN (c) is a RLIKE (b NOT IN (c)). */
SqlNode MyPattern() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode n;
}
{
    n = MyBitOr()
    ( LOOKAHEAD({ getToken(1).kind == NOT && Ahead.predicate(getToken(1)) }) n = MyPredicateOf(s, n) )*
    { return n; }
}

/** (a, b, …), put behind the given first node. */
List<SqlNode> MyExprList(SqlNode first) :
{
    final List<SqlNode> list = Nodes.list(first);
    SqlNode n;
}
{
    <LPAREN> n = MyExpr() { list.add(n); } ( <COMMA> n = MyExpr() { list.add(n); } )* <RPAREN>
    { return list; }
}

SqlNode MyBitOr() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
}
{
    l = MyBitAnd()
    ( LOOKAHEAD(1) <VERTICAL_BAR> r = MyBitAnd() { l = Operators.call("|", Nodes.pos(s, token), l, r); } )*
    { return l; }
}

SqlNode MyBitAnd() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
}
{
    l = MyShift()
    ( LOOKAHEAD(1) <AMPERSAND> r = MyShift() { l = Operators.call("&", Nodes.pos(s, token), l, r); } )*
    { return l; }
}

SqlNode MyShift() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
    String op;
}
{
    l = MySum()
    (
        LOOKAHEAD(1)
        ( <LEFTSHIFT> { op = "<<"; } | <RIGHTSHIFT> { op = ">>"; } ) r = MySum()
        { l = Operators.call(op, Nodes.pos(s, token), l, r); }
    )*
    { return l; }
}

SqlNode MySum() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
    String op;
}
{
    l = MyProduct()
    (
        LOOKAHEAD(1)
        ( <PLUS> { op = "+"; } | <MINUS> { op = "-"; } ) r = MyProduct()
        { l = Operators.call(op, Nodes.pos(s, token), l, r); }
    )*
    { return l; }
}

SqlNode MyProduct() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
    String op;
}
{
    l = MyPower()
    (
        LOOKAHEAD(1)
        ( <STAR> { op = "*"; } | <SLASH> { op = "/"; } | <DIV> { op = "DIV"; } | ( <MOD> | <PERCENT_REMAINDER> ) { op = "%"; } )
        r = MyPower()
        { l = Operators.call(op, Nodes.pos(s, token), l, r); }
    )*
    { return l; }
}

SqlNode MyPower() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
}
{
    l = MyConcat()
    ( LOOKAHEAD(1) <CARET> r = MyConcat() { l = Operators.call("^", Nodes.pos(s, token), l, r); } )*
    { return l; }
}

/** || under PIPES_AS_CONCAT; otherwise the token is OR. */
SqlNode MyConcat() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
}
{
    l = MyUnary()
    ( LOOKAHEAD(1) <CONCAT> r = MyUnary() { l = Operators.call("||", Nodes.pos(s, token), l, r); } )*
    { return l; }
}

SqlNode MyUnary() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode n;
}
{
    (
        <MINUS> n = MyUnary() { n = Operators.call("NEG", Nodes.pos(s, token), n); }
    |
        <PLUS> n = MyUnary() { n = Operators.call("PLUS", Nodes.pos(s, token), n); }
    |
        <TILDE> n = MyUnary() { n = Nodes.opaque(Nodes.pos(s, token), n); }
    |
        <BANG> n = MyUnary() { n = Operators.call("NOT", Nodes.pos(s, token), n); }
    |
        <BINARY> n = MyUnary() { n = Nodes.opaque(Nodes.pos(s, token), n); }
    |
        // What is left needs no look ahead, which would be as long as reading it.
        LOOKAHEAD({ true }) n = MyCollated()
    )
    { return n; }
}

SqlNode MyCollated() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode n;
}
{
    n = MyPrimary()
    (
      LOOKAHEAD(1)
      (
        <COLLATE> ( <QUOTED_STRING> | <BINARY> | MyName() ) { n = Nodes.collated(Nodes.pos(s, token), n, token); }
    |
        ( <LAMBDA> | <JSON_UNQUOTE> ) MyLiteral() { n = Nodes.opaque(Nodes.pos(s, token), n); }
      )
    )*
    { return n; }
}

SqlNode MyLiteral() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> parts = new ArrayList<SqlNode>();
    boolean plain = true;
}
{
    (
        ( <QUOTED_STRING> | <PREFIXED_STRING_LITERAL> { plain = false; } ) { parts.add(Nodes.literal(token)); }
        ( LOOKAHEAD(1) <QUOTED_STRING> { parts.add(Nodes.literal(token)); } )*
    |
        <UNSIGNED_INTEGER_LITERAL> { parts.add(Nodes.literal(token)); }
    |
        <BINARY_STRING_LITERAL> { parts.add(Nodes.literal(token)); }
    |
        <HOOK> { parts.add(Nodes.literal(token)); }
    |
        <COLLATION_ID> { plain = false; }
        (
            <QUOTED_STRING> { parts.add(Nodes.literal(token)); }
            ( LOOKAHEAD(1) <QUOTED_STRING> { parts.add(Nodes.literal(token)); } )*
        |
            ( <BINARY_STRING_LITERAL> | <HOOK> ) { parts.add(Nodes.literal(token)); }
        )
    )
    { return Nodes.literal(Nodes.pos(s, token), parts, plain); }
}

SqlNode MySubquery() :
{
    final QueryNode q;
}
{
    q = MyQuery()
    { return new SubqueryNode(q.getParserPosition(), q, false); }
}
