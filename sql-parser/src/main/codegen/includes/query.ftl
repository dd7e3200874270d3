<#-- Statements and query expressions. MySQL manual: "Data Manipulation Statements". -->

SqlNode MysqlStatement() :
{
    final int s = Nodes.start(getToken(1));
    WithNode with = null;
    final SqlNode n;
}
{
    [ with = MyWith() ]
    (
        n = MyUpdate(s, with)
    |
        n = MyDelete(s, with)
    |
        { if (with != null) { throw new ParseException("WITH before INSERT"); } }
        n = MyInsert(s)
    |
        LOOKAHEAD({ Ahead.word(getToken(1), "CALL") })
        { if (with != null) { throw new ParseException("WITH before CALL"); } }
        n = MyCallStatement(s)
    |
        LOOKAHEAD({ Ahead.word(getToken(1), "DO") })
        { if (with != null) { throw new ParseException("WITH before DO"); } }
        n = MyDo(s)
    |
        n = MyQueryBody(s, with)
    )
    { return n; }
}

/** The entry: one statement, an optional semicolon, the end. */
SqlNode MysqlStatementEof() :
{
    final SqlNode n;
}
{
    n = MysqlStatement() ( <SEMICOLON> )* <EOF>
    { return n; }
}

WithNode MyWith() :
{
    final List<SqlWithItem> items = new ArrayList<SqlWithItem>();
    SqlWithItem item;
    boolean recursive = false;
}
{
    <WITH>
    [ LOOKAHEAD({ Ahead.word(getToken(1), "RECURSIVE") }) MyWord() { recursive = true; } ]
    item = MyCte() { items.add(item); }
    ( <COMMA> item = MyCte() { items.add(item); } )*
    { return new WithNode(items, recursive); }
}

SqlWithItem MyCte() :
{
    final int s = Nodes.start(getToken(1));
    final SqlIdentifier name;
    SqlNodeList columns = null;
    final QueryNode query;
}
{
    name = MyName()
    [ columns = MyNames() ]
    <AS> <LPAREN> query = MyQuery() <RPAREN>
    [ LOOKAHEAD({ Ahead.word(getToken(1), "CYCLE") }) MyCycle() ]
    { return new SqlWithItem(Nodes.pos(s, token), name, columns, query, Nodes.FALSE); }
}

/** MariaDB's CYCLE a, b RESTRICT. */
void MyCycle() :
{}
{
    MyWord() MyName() ( <COMMA> MyName() )* { Ahead.expect(getToken(1), "RESTRICT"); } MyWord()
}

QueryNode MyQuery() :
{
    final int s = Nodes.start(getToken(1));
    WithNode with = null;
    final QueryNode q;
}
{
    [ with = MyWith() ]
    q = MyQueryBody(s, with)
    { return q; }
}

QueryNode MyQueryBody(int s, WithNode with) :
{
    final List<SqlNode> operands = new ArrayList<SqlNode>();
    final Tail tail = new Tail();
    SqlNode n;
}
{
    n = MyOperand() { operands.add(n); }
    (
        LOOKAHEAD({ Ahead.setOperator(getToken(1)) })
        ( <UNION> | <EXCEPT> | <INTERSECT> )
        [ <ALL> | <DISTINCT> ]
        n = MyOperand() { operands.add(n); }
    )*
    { tail.bodyEnd = token.endColumn; }
    MyTail(tail)
    { return Nodes.query(Nodes.pos(s, token), with, operands, tail); }
}

SqlNode MyOperand() :
{
    final SqlNode n;
}
{
    (
        <LPAREN> n = MyQuery() <RPAREN>
    |
        n = MySelect()
    |
        n = MyValuesStatement()
    |
        n = MyTableStatement()
    )
    { return n; }
}

SqlNode MyValuesStatement() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> rows = new ArrayList<SqlNode>();
    SqlNode row;
}
{
    <VALUES>
    row = MyRow() { rows.add(row); }
    ( <COMMA> row = MyRow() { rows.add(row); } )*
    { return new ValuesNode(Nodes.pos(s, token), rows); }
}

/** ROW(1, 2) or, as MariaDB writes it, (1, 2). */
SqlNode MyRow() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> values = new ArrayList<SqlNode>();
    SqlNode v;
}
{
    [ LOOKAHEAD({ Ahead.word(getToken(1), "ROW") }) MyWord() ]
    <LPAREN>
    [ v = MyExpr() { values.add(v); } ( <COMMA> v = MyExpr() { values.add(v); } )* ]
    <RPAREN>
    { return Operators.call("ROW", Nodes.pos(s, token), values); }
}

SqlNode MyTableStatement() :
{
    final int s = Nodes.start(getToken(1));
    final SqlIdentifier name;
}
{
    <TABLE> name = MyDotted()
    { return new TableStatementNode(Nodes.pos(s, token), new TableNode(name.getParserPosition(), name, null, false)); }
}

SelectNode MySelect() :
{
    final SelectNode.Parts p = new SelectNode.Parts();
    final int s = Nodes.start(getToken(1));
    int c;
}
{
    <SELECT>
    (
        LOOKAHEAD({ Ahead.selectModifier(getToken(1)) })
        ( <ALL> | <DISTINCT> | <STRAIGHT_JOIN> | MyWord() )
        { p.modifiers.add(token.image.toUpperCase(Locale.ROOT)); }
    )*
    p.items = MySelectItems()
    { p.itemsEnd = token.endColumn; }
    [ LOOKAHEAD({ getToken(1).kind == INTO && Ahead.intoTarget(getToken(2)) }) p.into = MyInto() ]
    [
        <FROM>
        (
            LOOKAHEAD({ Ahead.dual(getToken(1)) }) MyWord()
        |
            p.from = MyTableRefs()
        )
    ]
    [ <WHERE> p.where = MyExpr() ]
    [
        { c = Nodes.start(getToken(1)); }
        <GROUP> <BY> p.groupBy = MyOrderItems()
        [ LOOKAHEAD({ getToken(1).kind == WITH && Ahead.word(getToken(2), "ROLLUP") }) <WITH> MyWord() { p.rollup = true; } ]
        { p.groupByPos = Nodes.pos(c, token); }
    ]
    [
        { c = Nodes.start(getToken(1)); }
        <HAVING> p.having = MyExpr()
        { p.havingPos = Nodes.pos(c, token); }
    ]
    [
        LOOKAHEAD({ Ahead.windowClause(getToken(1)) })
        MyWord() MyWindowDef(p) ( <COMMA> MyWindowDef(p) )*
    ]
    { return new SelectNode(Nodes.pos(s, token), p); }
}

void MyWindowDef(SelectNode.Parts p) :
{
    SqlNode w;
}
{
    MyName() <AS> w = MyWindowSpec() { p.windows.add(w); }
}

SqlNodeList MySelectItems() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> items = new ArrayList<SqlNode>();
    SqlNode i;
}
{
    i = MySelectItem() { items.add(i); }
    ( <COMMA> i = MySelectItem() { items.add(i); } )*
    { return new SqlNodeList(items, Nodes.pos(s, token)); }
}

SqlNode MySelectItem() :
{
    final int s = Nodes.start(getToken(1));
    final SqlNode e;
    SqlNode alias = null;
}
{
    (
        <STAR> { e = SqlIdentifier.star(Nodes.pos(s, token)); }
    |
        LOOKAHEAD({ Ahead.dottedStar(getToken(1)) }) e = MyDottedStar()
    |
        e = MyExpr()
        [
            <AS> alias = MyAliasOrString()
        |
            LOOKAHEAD({ Ahead.bareAlias(getToken(1)) || getToken(1).kind == QUOTED_STRING }) alias = MyAliasOrString()
        ]
    )
    { return new ItemNode(Nodes.pos(s, token), e, alias); }
}

SqlNode MyAliasOrString() :
{
    final SqlNode n;
}
{
    (
        n = MyName()
    |
        <QUOTED_STRING> { n = Nodes.literal(token); }
    )
    { return n; }
}

void MyTail(Tail tail) :
{
    int c;
    SqlNodeList items;
}
{
    [
        { c = Nodes.start(getToken(1)); }
        <ORDER> <BY> items = MyOrderItems()
        { tail.orderBy = items; tail.orderByPos = Nodes.pos(c, token); }
    ]
    { tail.orderEnd = token.endColumn; }
    [ LOOKAHEAD({ getToken(1).kind == LIMIT || Ahead.fetch(getToken(1)) }) tail.limit = MyLimit() ]
    [ LOOKAHEAD({ Ahead.procedure(getToken(1)) }) tail.procedure = MyProcedure() ]
    (
        tail.into = MyInto()
    |
        MyLocking(tail)
    )*
}

SqlNodeList MyOrderItems() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> items = new ArrayList<SqlNode>();
    SqlNode i;
}
{
    i = MyOrderItem() { items.add(i); }
    ( <COMMA> i = MyOrderItem() { items.add(i); } )*
    { return new SqlNodeList(items, Nodes.pos(s, token)); }
}

SqlNode MyOrderItem() :
{
    final int s = Nodes.start(getToken(1));
    final SqlNode e;
    boolean desc = false;
}
{
    e = MyExpr() [ <ASC> | <DESC> { desc = true; } ]
    { return new OrderNode(Nodes.pos(s, token), e, desc); }
}

LimitNode MyLimit() :
{
    final int s = Nodes.start(getToken(1));
    final LimitNode.Parts p = new LimitNode.Parts();
}
{
    ( MyPlainLimit(p) | MyFetch(p) )
    { return new LimitNode(Nodes.pos(s, token), p); }
}

void MyPlainLimit(LimitNode.Parts p) :
{}
{
    <LIMIT>
    (
        LOOKAHEAD({ Ahead.word(getToken(1), "ROWS") }) MyRowsExamined(p)
    |
        p.count = MyLimitValue()
        [
            <COMMA> { p.offset = p.count; } p.count = MyLimitValue()
        |
            LOOKAHEAD({ Ahead.word(getToken(1), "OFFSET") }) MyWord() p.offset = MyLimitValue()
        ]
        [ LOOKAHEAD({ Ahead.word(getToken(1), "ROWS") }) MyRowsExamined(p) ]
    )
}

/** MariaDB: the statement ends early once it has looked at so many rows. */
void MyRowsExamined(LimitNode.Parts p) :
{}
{
    MyWord() { Ahead.expect(getToken(1), "EXAMINED"); } MyWord() MyLimitValue() { p.examined = true; }
}

/** MariaDB's and the standard's OFFSET 2 ROWS FETCH NEXT 5 ROWS ONLY; either half may be missing. */
void MyFetch(LimitNode.Parts p) :
{}
{
    (
        LOOKAHEAD({ Ahead.word(getToken(1), "OFFSET") })
        MyWord() p.offset = MyLimitValue() MyRowWord()
        [ LOOKAHEAD({ Ahead.word(getToken(1), "FETCH") }) MyFetchRows(p) ]
    |
        MyFetchRows(p)
    )
}

void MyFetchRows(LimitNode.Parts p) :
{}
{
    { Ahead.expect(getToken(1), "FETCH"); } MyWord() { p.one = true; }
    { Ahead.expectOneOf(getToken(1), "FIRST", "NEXT"); } MyWord()
    [ p.count = MyLimitValue() ]
    MyRowWord()
    (
        <WITH> { Ahead.expect(getToken(1), "TIES"); } MyWord() { p.ties = true; }
    |
        { Ahead.expect(getToken(1), "ONLY"); } MyWord()
    )
}

void MyRowWord() :
{}
{
    { Ahead.expectOneOf(getToken(1), "ROW", "ROWS"); } MyWord()
}

/** PROCEDURE ANALYSE(10, 2000), which MariaDB still has. */
boolean MyProcedure() :
{}
{
    MyWord() MyName() <LPAREN> [ MyLiteral() ( <COMMA> MyLiteral() )* ] <RPAREN>
    { return true; }
}

SqlNode MyLimitValue() :
{
    final SqlNode n;
}
{
    ( ( <UNSIGNED_INTEGER_LITERAL> | <HOOK> ) { n = Nodes.literal(token); } )
    { return n; }
}

void MyLocking(Tail tail) :
{
    SqlIdentifier name;
}
{
    { tail.locking = true; }
    (
        <LOCK> <IN> { Ahead.expect(getToken(1), "SHARE"); } MyWord() { Ahead.expect(getToken(1), "MODE"); } MyWord()
    |
        <FOR> ( <UPDATE> | LOOKAHEAD({ Ahead.word(getToken(1), "SHARE") }) MyWord() )
        [
            LOOKAHEAD({ Ahead.word(getToken(1), "OF") }) MyWord()
            name = MyDotted() { tail.lockedTables.add(name); }
            ( <COMMA> name = MyDotted() { tail.lockedTables.add(name); } )*
        ]
    )
    [
        LOOKAHEAD({ Ahead.word(getToken(1), "NOWAIT") }) MyWord()
    |
        LOOKAHEAD({ Ahead.word(getToken(1), "SKIP") }) MyWord() MyWord()
    |
        LOOKAHEAD({ Ahead.word(getToken(1), "WAIT") }) MyWord() <UNSIGNED_INTEGER_LITERAL>
    ]
}

/** Answers true for a file, false for variables. */
Boolean MyInto() :
{
    boolean file = false;
}
{
    <INTO>
    (
        LOOKAHEAD({ Ahead.word(getToken(1), "OUTFILE") || Ahead.word(getToken(1), "DUMPFILE") })
        MyWord() <QUOTED_STRING> { file = true; }
        ( LOOKAHEAD({ Ahead.fileOption(getToken(1)) }) MyAnyToken() )*
    |
        MyIntoVariable() ( <COMMA> MyIntoVariable() )*
    )
    { return file; }
}

void MyIntoVariable() : {} { <USER_VARIABLE> | MyName() }

JAVACODE
void MyAnyToken() {
    getNextToken();
}

/** A word that this grammar knows in this place only; the caller has looked which. */
String MyWord() :
{}
{
    ( <IDENTIFIER> | <DOLLAR> )
    { return token.image; }
}

SqlIdentifier MyName() :
{}
{
    { Ahead.expectName(getToken(1)); }
    ( <IDENTIFIER> | <BACK_QUOTED_IDENTIFIER> )
    { return new SqlIdentifier(token.image, Nodes.pos(token)); }
}

SqlNodeList MyNames() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> names = new ArrayList<SqlNode>();
    SqlIdentifier n;
}
{
    <LPAREN> n = MyName() { names.add(n); } ( <COMMA> n = MyName() { names.add(n); } )* <RPAREN>
    { return new SqlNodeList(names, Nodes.pos(s, token)); }
}

/** name, schema.name or schema.table.column; MariaDB also takes .table, the dot then being part of the first name's place. */
SqlIdentifier MyDotted() :
{
    final List<String> names = new ArrayList<String>();
    final List<SqlParserPos> at = new ArrayList<SqlParserPos>();
    final int s = Nodes.start(getToken(1));
    SqlIdentifier n;
}
{
    [ <DOT> ]
    n = MyName() { names.add(n.getSimple()); at.add(Nodes.pos(s, token)); }
    (
        LOOKAHEAD({ getToken(1).kind == DOT && getToken(2).kind != STAR })
        <DOT> n = MyName() { names.add(n.getSimple()); at.add(n.getParserPosition()); }
    )*
    { return Nodes.identifier(names, at); }
}

SqlIdentifier MyDottedStar() :
{
    final SqlIdentifier n;
}
{
    n = MyDotted() <DOT> <STAR>
    { return Nodes.star(n, token); }
}
