<#-- INSERT, REPLACE, UPDATE, DELETE, CALL, DO. -->

InsertNode MyInsert(int s) :
{
    final InsertNode.Parts p = new InsertNode.Parts();
    final SqlIdentifier name;
}
{
    ( <INSERT> | <REPLACE> ) { p.verb = token.image.toUpperCase(Locale.ROOT); }
    ( LOOKAHEAD({ Ahead.changeModifier(getToken(1)) }) MyWord() )*
    [ <IGNORE> { p.ignore = true; } ]
    [ <INTO> ]
    name = MyDotted()
    [ MyPartition() { p.partition = true; } ]
    { p.table = new TableNode(name.getParserPosition(), name, null, p.partition); }
    (
        <SET> p.assignments = MyAssignments() [ MyRowAlias(p) ]
    |
        [ LOOKAHEAD({ getToken(1).kind == LPAREN && !Ahead.queryParen(getToken(1)) }) MyInsertColumns(p) ]
        (
            LOOKAHEAD({ getToken(1).kind == VALUES || Ahead.word(getToken(1), "VALUE") })
            ( <VALUES> | MyWord() ) MyInsertRows(p) [ MyRowAlias(p) ]
        |
            p.query = MyQuery()
        )
    )
    [ <ON> { Ahead.expect(getToken(1), "DUPLICATE"); } MyWord() <KEY> <UPDATE> p.onDuplicate = MyAssignments() ]
    [ LOOKAHEAD({ Ahead.word(getToken(1), "RETURNING") }) MyWord() p.returning = MySelectItems() ]
    { return new InsertNode(Nodes.pos(s, token), p); }
}

void MyInsertColumns(InsertNode.Parts p) :
{
    SqlIdentifier n;
}
{
    <LPAREN>
    [ n = MyDotted() { p.columns.add(n); } ( <COMMA> n = MyDotted() { p.columns.add(n); } )* ]
    { p.columnsEnd = Nodes.start(getToken(1)) - 1; }
    <RPAREN>
}

void MyInsertRows(InsertNode.Parts p) :
{
    SqlNode row;
}
{
    row = MyRow() { p.rows.add(row); }
    ( <COMMA> row = MyRow() { p.rows.add(row); } )*
}

void MyRowAlias(InsertNode.Parts p) :
{}
{
    <AS> p.rowAlias = MyName() [ p.rowColumns = MyNames() ]
}

SqlNodeList MyAssignments() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> list = new ArrayList<SqlNode>();
    SqlNode a;
}
{
    a = MyAssignment() { list.add(a); }
    ( <COMMA> a = MyAssignment() { list.add(a); } )*
    { return new SqlNodeList(list, Nodes.pos(s, token)); }
}

SqlNode MyAssignment() :
{
    final int s = Nodes.start(getToken(1));
    final SqlIdentifier column;
    final SqlNode value;
}
{
    column = MyDotted() ( <EQ> | <ASSIGN> ) value = MyExpr()
    { return new AssignmentNode(Nodes.pos(s, token), column, value); }
}

UpdateNode MyUpdate(int s, WithNode with) :
{
    final ChangeParts p = new ChangeParts();
}
{
    { p.with = with; }
    <UPDATE>
    ( LOOKAHEAD({ Ahead.changeModifier(getToken(1)) }) MyWord() )*
    [ <IGNORE> { p.ignore = true; } ]
    p.from = MyTableRefs()
    [ LOOKAHEAD({ Ahead.portion(getToken(1)) }) MyPortion(p) ]
    <SET> p.assignments = MyAssignments()
    MyChangeTail(p)
    { return new UpdateNode(Nodes.pos(s, token), p); }
}

void MyChangeTail(ChangeParts p) :
{}
{
    [ <WHERE> p.where = MyExpr() ]
    { p.tail.bodyEnd = token.endColumn; }
    MyTail(p.tail)
    [ LOOKAHEAD({ Ahead.word(getToken(1), "RETURNING") }) MyWord() p.returning = MySelectItems() ]
}

DeleteNode MyDelete(int s, WithNode with) :
{
    final ChangeParts p = new ChangeParts();
    SqlIdentifier n;
}
{
    { p.with = with; }
    <DELETE>
    ( LOOKAHEAD({ Ahead.deleteModifier(getToken(1)) }) MyWord() )*
    [ <IGNORE> { p.ignore = true; } ]
    (
        <FROM>
        (
            LOOKAHEAD({ Ahead.deleteUsing(getToken(1)) })
            MyDeleteTargets(p) <USING> p.from = MyTableRefs()
        |
            p.from = MyTableFactor()
            [ MyPartition() { p.partition = true; } ]
            [ LOOKAHEAD({ Ahead.portion(getToken(1)) }) MyPortion(p) ]
        )
    |
        LOOKAHEAD({ Ahead.deleteHistory(getToken(1)) })
        MyWord() <FROM> p.from = MyTableFactor()
        [ LOOKAHEAD({ Ahead.word(getToken(1), "BEFORE") }) MyHistoryEnd(p) ]
    |
        MyDeleteTargets(p) <FROM> p.from = MyTableRefs()
    )
    MyChangeTail(p)
    { return new DeleteNode(Nodes.pos(s, token), p); }
}

/** MariaDB's FOR PORTION OF period FROM a TO b. */
void MyPortion(ChangeParts p) :
{
    SqlNode n;
}
{
    <FOR> { Ahead.expect(getToken(1), "PORTION"); } MyWord() { Ahead.expect(getToken(1), "OF"); } MyWord() MyName()
    <FROM> n = MyExpr() { p.period.add(n); }
    { Ahead.expect(getToken(1), "TO"); } MyWord() n = MyExpr() { p.period.add(n); }
}

/** MariaDB's BEFORE SYSTEM_TIME [TIMESTAMP | TRANSACTION] a. */
void MyHistoryEnd(ChangeParts p) :
{
    SqlNode n;
}
{
    MyWord() { Ahead.expect(getToken(1), "SYSTEM_TIME"); } MyWord()
    [ LOOKAHEAD({ Ahead.word(getToken(1), "TRANSACTION") }) MyWord() ]
    n = MyExpr() { p.period.add(n); }
}

/** CALL [schema.]p [(a, b)]. */
RunNode MyCallStatement(int s) :
{
    final List<SqlNode> arguments = new ArrayList<SqlNode>();
}
{
    MyWord() MyDotted()
    [ <LPAREN> [ MyArgumentList(arguments) ] <RPAREN> ]
    { return new RunNode(Nodes.pos(s, token), "CALL", arguments); }
}

/** DO a, b. */
RunNode MyDo(int s) :
{
    final List<SqlNode> arguments = new ArrayList<SqlNode>();
}
{
    MyWord() MyArgumentList(arguments)
    { return new RunNode(Nodes.pos(s, token), "DO", arguments); }
}

void MyArgumentList(List<SqlNode> arguments) :
{
    SqlNode n;
}
{
    n = MyExpr() { arguments.add(n); } ( <COMMA> n = MyExpr() { arguments.add(n); } )*
}

void MyDeleteTargets(ChangeParts p) :
{
    SqlIdentifier n;
}
{
    n = MyDotted() [ <DOT> <STAR> ] { p.targets.add(n); }
    ( <COMMA> n = MyDotted() [ <DOT> <STAR> ] { p.targets.add(n); } )*
}
