<#-- Windows. MySQL manual: "Window Function Concepts and Syntax", "Window Function Frame Specification". -->

SqlNode MyWindowSpec() :
{
    final int s = Nodes.start(getToken(1));
    final List<SqlNode> list = new ArrayList<SqlNode>();
    SqlNodeList items;
    SqlNode n;
}
{
    <LPAREN>
    [ LOOKAHEAD({ Ahead.windowName(getToken(1)) }) MyName() ]
    [ <PARTITION> <BY> n = MyExpr() { list.add(n); } ( <COMMA> n = MyExpr() { list.add(n); } )* ]
    [ <ORDER> <BY> items = MyOrderItems() { list.addAll(items.getList()); } ]
    [ LOOKAHEAD({ Ahead.frame(getToken(1)) }) MyFrame(list) ]
    <RPAREN>
    { return Nodes.opaque(Nodes.pos(s, token), list); }
}

/** ROWS 3 PRECEDING, RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW EXCLUDE TIES. */
void MyFrame(List<SqlNode> list) :
{}
{
    MyWord()
    ( <BETWEEN> MyFrameBound(list) <AND> MyFrameBound(list) | MyFrameBound(list) )
    [ LOOKAHEAD({ Ahead.word(getToken(1), "EXCLUDE") }) MyWord() ( <GROUP> | MyWord() [ MyWord() ] ) ]
}

void MyFrameBound(List<SqlNode> list) :
{
    final SqlNode n;
}
{
    (
        LOOKAHEAD({ Ahead.word(getToken(1), "UNBOUNDED") || Ahead.word(getToken(1), "CURRENT") }) MyWord() MyWord()
    |
        n = MyBitOr() { list.add(n); } { Ahead.expectOneOf(getToken(1), "PRECEDING", "FOLLOWING"); } MyWord()
    )
}
