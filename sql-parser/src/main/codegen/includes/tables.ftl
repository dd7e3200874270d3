<#-- FROM: joins, derived tables, hints. MySQL manual: "JOIN Clause", "Index Hints". -->

SqlNode MyTableRefs() :
{
    final int s = Nodes.start(getToken(1));
    SqlNode l;
    SqlNode r;
}
{
    l = MyJoined()
    ( <COMMA> r = MyJoined() { l = Nodes.join(Nodes.pos(s, token), l, JoinType.COMMA, false, r); } )*
    { return l; }
}

SqlNode MyJoined() :
{
    SqlNode l;
}
{
    l = MyTableFactor()
    l = MyJoins(l)
    { return l; }
}

SqlNode MyJoins(SqlNode left) :
{
    SqlNode l = left;
    SqlNode r;
    SqlNode on;
    SqlNodeList using;
    JoinType type;
    final int s = Nodes.start(left);
    int open = 0;
}
{
    (
      LOOKAHEAD({ Ahead.joins(getToken(1), open) })
      (
        ( [ <INNER> | <CROSS> ] <JOIN> | <STRAIGHT_JOIN> ) r = MyTableFactor()
        { l = Nodes.join(Nodes.pos(s, token), l, JoinType.INNER, false, r); open++; }
    |
        ( <LEFT> { type = JoinType.LEFT; } | <RIGHT> { type = JoinType.RIGHT; } ) [ <OUTER> ] <JOIN>
        r = MyTableFactor()
        r = MyJoins(r)
        (
            <ON> on = MyExpr() { l = Nodes.join(Nodes.pos(s, token), l, type, r, on); }
        |
            <USING> using = MyNames() { l = Nodes.join(Nodes.pos(s, token), l, type, r, using); }
        )
    |
        <NATURAL> { type = JoinType.INNER; }
        [ <INNER> | ( <LEFT> { type = JoinType.LEFT; } | <RIGHT> { type = JoinType.RIGHT; } ) [ <OUTER> ] ]
        <JOIN> r = MyTableFactor()
        { l = Nodes.join(Nodes.pos(s, token), l, type, true, r); }
    |
        <ON> on = MyExpr() { l = Nodes.on(Nodes.pos(s, token), l, on); open--; }
    |
        <USING> using = MyNames() { l = Nodes.on(Nodes.pos(s, token), l, using); open--; }
      )
    )*
    { return l; }
}

SqlNode MyTableFactor() :
{
    final int s = Nodes.start(getToken(1));
    final SqlNode n;
    boolean lateral = false;
    QueryNode q;
    SqlIdentifier name;
    SqlIdentifier alias = null;
    SqlNodeList columns = null;
    boolean partition = false;
    final List<SqlNode> period = new ArrayList<SqlNode>();
    SqlNode e;
}
{
    (
        LOOKAHEAD({ Ahead.queryParen(getToken(1)) || Ahead.word(getToken(1), "LATERAL") && getToken(2).kind == LPAREN })
        [ LOOKAHEAD({ Ahead.word(getToken(1), "LATERAL") }) MyWord() { lateral = true; } ]
        <LPAREN> q = MyQuery() <RPAREN>
        [ alias = MyTableAlias() ]
        [ columns = MyNames() ]
        { n = new DerivedNode(Nodes.pos(s, token), q, alias, columns, lateral); }
    |
        LOOKAHEAD({ getToken(1).kind == LPAREN })
        <LPAREN> n = MyTableRefs() <RPAREN>
    |
        <LBRACE> ( MyWord() | <BACK_QUOTED_IDENTIFIER> ) n = MyTableRefs() <RBRACE>
    |
        LOOKAHEAD({ Ahead.word(getToken(1), "JSON_TABLE") && getToken(2).kind == LPAREN })
        MyWord() <LPAREN> e = MyExpr() <COMMA> MySkipToClose() <RPAREN>
        [ alias = MyTableAlias() ]
        { n = new JsonTableNode(Nodes.pos(s, token), e, alias); }
    |
        name = MyDotted()
        [ LOOKAHEAD(1) MyPartition() { partition = true; } ]
        [ LOOKAHEAD({ getToken(1).kind == FOR && Ahead.word(getToken(2), "SYSTEM_TIME") }) MySystemTime(period) ]
        [ alias = MyTableAlias() ]
        ( MyIndexHint() )*
        { n = new TableNode(Nodes.pos(s, token), name, alias, partition, period); }
    )
    { return n; }
}

/** t AS x, t x, and as MariaDB still reads it t = x. */
SqlIdentifier MyTableAlias() :
{
    final SqlIdentifier n;
}
{
    (
        ( <AS> | <EQ> ) n = MyName()
    |
        LOOKAHEAD({ Ahead.bareAlias(getToken(1)) }) n = MyName()
    )
    { return n; }
}

/** MariaDB's FOR SYSTEM_TIME AS OF …, BETWEEN … AND …, FROM … TO …, ALL. */
void MySystemTime(List<SqlNode> period) :
{}
{
    <FOR> MyWord()
    (
        <ALL> { period.add(Nodes.opaque(Nodes.pos(token))); }
    |
        <AS> { Ahead.expect(getToken(1), "OF"); } MyWord() MyHistoryPoint(period)
    |
        <BETWEEN> MyHistoryPoint(period) <AND> MyHistoryPoint(period)
    |
        <FROM> MyHistoryPoint(period) { Ahead.expect(getToken(1), "TO"); } MyWord() MyHistoryPoint(period)
    )
}

void MyHistoryPoint(List<SqlNode> period) :
{
    final SqlNode n;
}
{
    [ LOOKAHEAD({ Ahead.historyUnit(getToken(1)) }) MyWord() ] n = MyBitOr() { period.add(n); }
}

void MyPartition() : {} { <PARTITION> MyNames() }

void MyIndexHint() :
{}
{
    ( <USE> | <FORCE> | <IGNORE> ) ( <INDEX> | <KEY> )
    [ <FOR> ( <JOIN> | ( <ORDER> | <GROUP> ) <BY> ) ]
    <LPAREN> MySkipToClose() <RPAREN>
}

/** Passes over everything up to the parenthesis that closes the open one: types and the like, never a query. */
JAVACODE
void MySkipToClose() {
    int depth = 0;
    while (getToken(1).kind != EOF && (depth > 0 || getToken(1).kind != RPAREN)) {
        if (Ahead.queryParen(getToken(1))) {
            throw new ParseException("a query where none can be");
        }
        final int kind = getNextToken().kind;
        depth += kind == LPAREN ? 1 : kind == RPAREN ? -1 : 0;
    }
}
