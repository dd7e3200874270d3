package io.sluice.sql.lex;

/** Forms and the tokens they are read as; ␤ ␀ ␉ ␍ stand for the control characters. */
final class Tokens {
    static final String ALL =
            """
            both | 1  =>  int:1
            both | 0  =>  int:0
            both | 007  =>  int:007
            both | 1.5  =>  dec:1.5
            both | .5  =>  dec:.5
            both | 1.  =>  dec:1.
            both | 1.+2  =>  dec:1.  op:+  int:2
            both | 1e3  =>  real:1e3
            both | 1E3  =>  real:1E3
            both | 1e+3  =>  real:1e+3
            both | 1e-3  =>  real:1e-3
            both | 1.e2  =>  real:1.e2
            both | 1.5e2  =>  real:1.5e2
            both | .5E-1  =>  real:.5E-1
            both | 1e  =>  id:1e
            both | 5e  =>  id:5e
            both | 5e+  =>  id:5e  op:+
            both | 5e+a  =>  id:5e  op:+  id:a
            both | 5ea  =>  id:5ea
            both | 1a  =>  id:1a
            both | 1_000  =>  id:1_000
            both | 12$  =>  id:12$
            both | 1e3a  =>  real:1e3  id:a
            both | 1.5a  =>  dec:1.5  id:a
            both | 1.a  =>  dec:1.  id:a
            both | 1.e  =>  err:1.e
            both | 1.e(2)  =>  err:1.e  op:(  int:2  op:)
            both | .5e  =>  err:.5e
            mysql | 1..2  =>  dec:1.  dec:.2
            maria | 1..2  =>  int:1  op:.  dec:.2
            both | 1.2.3  =>  dec:1.2  dec:.3
            both | t.1a  =>  id:t  op:.  id:1a
            both | t.1  =>  id:t  op:.  id:1
            both | t.1e5  =>  id:t  op:.  id:1e5
            both | t .1  =>  id:t  dec:.1
            both | t. 1  =>  id:t  op:.  int:1
            both | t.1.2  =>  id:t  op:.  id:1  op:.  id:2
            both | 1a.5b  =>  id:1a  op:.  id:5b
            both | `t`.1  =>  qid:`t`  dec:.1
            both | `t`.a  =>  qid:`t`  op:.  id:a
            both | t.`a`  =>  id:t  op:.  qid:`a`
            both | t.*  =>  id:t  op:.  op:*
            both | a.b.c  =>  id:a  op:.  id:b  op:.  id:c
            both | .a  =>  op:.  id:a
            both | t.x'41'  =>  id:t  op:.  id:x  str:'41'
            both | t.0x41  =>  id:t  op:.  id:0x41
            both | 0x41  =>  hex:0x41
            both | 0xaBc  =>  hex:0xaBc
            both | 0X41  =>  id:0X41
            both | 0x  =>  id:0x
            both | 0x4G  =>  id:0x4G
            both | 0x41.5  =>  hex:0x41  dec:.5
            both | x'41'  =>  hex:x'41'
            both | X'aF'  =>  hex:X'aF'
            both | x''  =>  hex:x''
            both | x'4'  =>  err:x'4'
            both | x'4G'  =>  err:x'4  id:G  err:'
            both | x '41'  =>  id:x  str:'41'
            both | x"41"  =>  id:x  str:"41"
            both | xx'41'  =>  id:xx  str:'41'
            both | 0b101  =>  bit:0b101
            both | 0b102  =>  id:0b102
            both | 0b  =>  id:0b
            both | 0B1  =>  id:0B1
            both | b'101'  =>  bit:b'101'
            both | B'1'  =>  bit:B'1'
            both | b'2'  =>  err:b'  int:2  err:'
            both | N'a'  =>  nstr:N'a'
            both | n'a''b'  =>  nstr:n'a''b'
            both | n"a"  =>  id:n  str:"a"
            both | 'a'  =>  str:'a'
            both | ''  =>  str:''
            both | ''''  =>  str:''''
            both | 'a''b'  =>  str:'a''b'
            both | 'a"b'  =>  str:'a"b'
            both | "a'b"  =>  str:"a'b"
            both | "a""b"  =>  str:"a""b"
            both | 'a\\'b'  =>  str:'a\\'b'
            both | 'a\\\\'  =>  str:'a\\\\'
            both | 'a\\\\' 'b'  =>  str:'a\\\\'  str:'b'
            both | 'x\\'','y'  =>  str:'x\\''  op:,  str:'y'
            both | 'x\\'\\'','y'  =>  str:'x\\'\\''  op:,  str:'y'
            both | '\\''','y'  =>  str:'\\''','  id:y  err:'
            both | 'a␤b'  =>  str:'a␤b'
            both | 'a␀b'  =>  str:'a␀b'
            both | 'a' 'b'  =>  str:'a'  str:'b'
            both | 'a'␤'b'  =>  str:'a'  str:'b'
            both | 'a'b  =>  str:'a'  id:b
            both | 'a  =>  err:'a
            both | 'a\\'  =>  err:'a\\'
            both | 'a''  =>  err:'a''
            both | "a  =>  err:"a
            noback | 'a\\'  =>  str:'a\\'
            noback | 'a\\'b  =>  str:'a\\'  id:b
            noback | "a\\"  =>  str:"a\\"
            noback | 'a''b'  =>  str:'a''b'
            ansi | "a"  =>  qid:"a"
            ansi | "a""b"  =>  qid:"a""b"
            ansi | "a␀b"  =>  err:"a␀b"
            ansi | "a\\"  =>  qid:"a\\"
            ansi | 'a\\''  =>  str:'a\\''
            ansi | @"a\\"  =>  var:@"a\\"
            both | `a`  =>  qid:`a`
            both | `a b`  =>  qid:`a b`
            both | `a``b`  =>  qid:`a``b`
            both | `a\\`  =>  qid:`a\\`
            both | `a'b`  =>  qid:`a'b`
            both | `/* a`  =>  qid:`/* a`
            both | `a  =>  err:`a
            both | `a``  =>  err:`a``
            both | `a␀b`  =>  err:`a␀b`
            both | abc  =>  id:abc
            both | _a  =>  id:_a
            both | $a  =>  id:$a
            both | $$a$$  =>  id:$$a$$
            mysql8 | $a  =>  id:$a
            mysql8 | $a$  =>  err:$a$
            mysql8 | $$ a $$  =>  err:$$  id:a  err:$$
            both | a$1  =>  id:a$1
            both | été  =>  id:été
            both | 表名  =>  id:表名
            both | a\u00a0b  =>  id:a\u00a0b
            both | _utf8mb4'a'  =>  intro:_utf8mb4  str:'a'
            both | _utf8mb4 'a'  =>  intro:_utf8mb4  str:'a'
            both | _UTF8 X'41'  =>  intro:_UTF8  hex:X'41'
            both | _binary 0x41  =>  intro:_binary  hex:0x41
            both | _latin1  =>  intro:_latin1
            both | _latin3 'a'  =>  id:_latin3  str:'a'
            both | _bla 'a'  =>  id:_bla  str:'a'
            both | t._utf8  =>  id:t  op:.  id:_utf8
            both | @a  =>  var:@a
            both | @  =>  var:@
            both | @é  =>  var:@é
            bytes | @aé  =>  err:@aé
            both | @`é`  =>  var:@`é`
            both | @a.b$c_d  =>  var:@a.b$c_d
            both | @`a b`  =>  var:@`a b`
            both | @'a'  =>  var:@'a'
            both | @"a"  =>  var:@"a"
            both | @'a  =>  err:@'a
            both | @a:=1  =>  var:@a  op::=  int:1
            both | @a :=?  =>  var:@a  op::=  par:?
            both | @@a  =>  sys:@@a
            both | @@global.a  =>  sys:@@global.a
            both | @@`a`  =>  sys:@@`a`
            both | @@session.`a`  =>  sys:@@session.`a`
            both | @@  =>  err:@@
            both | @@a.b.c  =>  sys:@@a.b.c
            both | 'u'@'h'  =>  str:'u'  var:@'h'
            both | u@localhost  =>  id:u  var:@localhost
            both | u@10.0.0.1  =>  id:u  var:@10.0.0.1
            both | ?  =>  par:?
            both | ?,?  =>  par:?  op:,  par:?
            both | ?+1  =>  par:?  op:+  int:1
            both | ?a  =>  err:?  id:a
            both | a=?  =>  id:a  op:=  par:?
            both | a<=>b  =>  id:a  op:<=>  id:b
            both | a<>b  =>  id:a  op:<>  id:b
            both | a!=b  =>  id:a  op:!=  id:b
            both | a:=b  =>  id:a  op::=  id:b
            both | a : =b  =>  id:a  op::  op:=  id:b
            both | a||b  =>  id:a  op:||  id:b
            both | a|b  =>  id:a  op:|  id:b
            both | a|||b  =>  id:a  op:||  op:|  id:b
            both | a&&b  =>  id:a  op:&&  id:b
            both | a<<b  =>  id:a  op:<<  id:b
            both | a>>b  =>  id:a  op:>>  id:b
            both | a<=b  =>  id:a  op:<=  id:b
            both | a< =b  =>  id:a  op:<  op:=  id:b
            both | a<-1  =>  id:a  op:<  op:-  int:1
            both | a=-1  =>  id:a  op:=  op:-  int:1
            both | a=~1  =>  id:a  op:=  op:~  int:1
            both | !a  =>  op:!  id:a
            both | ! !a  =>  op:!  op:!  id:a
            maria | !!a  =>  op:!  op:!  id:a
            mysql | !!a  =>  err:!!  id:a
            maria | a=!b  =>  id:a  op:=  op:!  id:b
            mysql | a=!b  =>  id:a  err:=!  id:b
            maria | a<!b  =>  id:a  op:<  op:!  id:b
            maria | a<=!b  =>  id:a  op:<=  op:!  id:b
            mysql | a<=!b  =>  id:a  err:<=!  id:b
            maria | a<<=b  =>  id:a  op:<<  op:=  id:b
            maria | a==b  =>  id:a  op:=  op:=  id:b
            mysql | a==b  =>  id:a  err:==  id:b
            mysql | a->'$.x'  =>  id:a  op:->  str:'$.x'
            mysql | a->>'$.x'  =>  id:a  op:->>  str:'$.x'
            maria | a->b  =>  id:a  op:-  op:>  id:b
            both | {d '2026-01-01'}  =>  op:{  id:d  str:'2026-01-01'  op:}
            both | a^~b%c  =>  id:a  op:^  op:~  id:b  op:%  id:c
            maria | \\N  =>  op:\\N
            mysql | \\N  =>  err:\\  id:N
            both | \\n  =>  err:\\  id:n
            both | a␀b  =>  id:a  err:␀  id:b
            both | a;b  =>  id:a  op:;  id:b
            both | 5--1  =>  int:5  op:-  op:-  int:1
            both | id=1 --1  =>  id:id  op:=  int:1  op:-  op:-  int:1
            both | id=1 -- 1  =>  id:id  op:=  int:1
            both | id=1 --␉1␤+2  =>  id:id  op:=  int:1  op:+  int:2
            both | id=1 --␤+2  =>  id:id  op:=  int:1  op:+  int:2
            both | id=1 --  =>  id:id  op:=  int:1
            both | id=1 --;  =>  id:id  op:=  int:1
            both | id=1; ;␤  =>  id:id  op:=  int:1
            both | id=1␀;  =>  id:id  op:=  int:1
            both | 1 ;␀  =>  int:1  op:;
            both | id=1 ---1  =>  id:id  op:=  int:1  op:-  op:-  op:-  int:1
            both | id=1 --- 1  =>  id:id  op:=  int:1  op:-
            both | 1 --␀2␤3  =>  int:1  err:␀  int:2  int:3
            both | 1 # 2 ␤ 3  =>  int:1  int:3
            both | 1#2  =>  int:1
            both | 1 # 2 ␍ 3  =>  int:1
            both | 1 /* 2 */ 3  =>  int:1  int:3
            both | 1/**/2  =>  int:1  int:2
            both | a/**/b  =>  id:a  id:b
            both | 1 /*/ 2 */ 3  =>  int:1  int:3
            both | 1 /* /* 2 */ 3  =>  int:1  int:3
            both | 1 /* 2  =>  int:1  err:/* 2
            both | 1 /*  =>  int:1  err:/*
            both | 1 */ 2  =>  int:1  op:*  op:/  int:2
            both | '/*' 1 '*/'  =>  str:'/*'  int:1  str:'*/'
            both | -- a ' b␤1  =>  int:1
            both | SELECT /*+ NO_MERGE(t) */ 1  =>  id:SELECT  int:1
            both | SELECT /*+ QB_NAME(a) '*/ 1 #'  =>  id:SELECT  err:/*+ QB_NAME(a) '*/ 1 #'
            both | SELECT /*+ SET_VAR(a='b') */ 1  =>  id:SELECT  int:1
            both | SELECT /*+ x(' \" ' \" */ 1  =>  id:SELECT  err:/*+ x(' \" ' \" */ 1
            both | SELECT /*+ x('\\') */ 1  =>  id:SELECT  err:/*+ x('\\') */ 1
            both | /*+ a(`b`) */ 1  =>  int:1
            both | /*+ a(`*/ b` */ 1  =>  err:/*+ a(`*/ b` */ 1
            both | /*! 1 */  =>  int:1
            both | /*!1*/  =>  int:1
            both | /*!*/ 1  =>  int:1
            both | /*!99 */  =>  int:99
            both | /*!32302 1 */ 2  =>  int:1  int:2
            both | /*!50000 1 */ 2  =>  int:1  int:2
            both | /*!50001 1+ */ 2  =>  int:1  op:+  int:2
            both | /*!50699 1 */ 2  =>  int:1  int:2
            maria | /*!50700 1 */ 2  =>  int:2
            maria | /*!50701 1 */ 2  =>  int:2
            maria | /*!80000 1 */ 2  =>  int:2
            maria | /*!99999 1 */ 2  =>  int:2
            maria | /*!100000 1 */ 2  =>  int:1  int:2
            maria | /*!110405 1 */ 2  =>  int:1  int:2
            maria | /*!110406 1 */ 2  =>  int:2
            mysql | /*!100000 1 */  =>  int:0  int:1
            mysql | /*!800311, */ 2  =>  int:1  op:,  int:2
            maria | /*!800311, */ 2  =>  int:2
            mysql8 | /*!080031 1 */ 2  =>  err:/*!080031 1 */ 2
            mysql8 | /*!999999 1 */ 2  =>  int:2
            mysql8 | /*!80036 1 */ 2  =>  int:1  int:2
            maria | /*!080031 1 */ 2  =>  int:2
            mysql | /*!50701 1 */ 2  =>  int:1  int:2
            mysql | /*!80031 1 */ 2  =>  int:1  int:2
            mysql | /*!80032 1 */ 2  =>  int:2
            mysql | /*!99999 1 */ 2  =>  int:2
            mysql5 | /*!80000 1 */ 2  =>  int:2
            maria | /*M! 1 */ 2  =>  int:1  int:2
            maria | /*M!50701 1 */ 2  =>  int:1  int:2
            maria | /*M!100100 1 */ 2  =>  int:1  int:2
            maria | /*M!120000 1 */ 2  =>  int:2
            mysql | /*M! 1 */ 2  =>  int:2
            mysql | /*M!100100 1 */ 2  =>  int:2
            both | /*m! 1 */ 2  =>  int:2
            both | /*!99999 1 /* 2 */ 3 */ 4  =>  int:4
            both | /*!50000 1 /* 2 */ 3 */ 4  =>  int:1  int:3  int:4
            both | /*!50000 'a*/b' */ 4  =>  str:'a*/b'  int:4
            both | /*!50000 1  =>  int:1  err:
            both | /*!99999 1  =>  err:/*!99999 1
            both | /*!50000 1 */ */ 2  =>  int:1  op:*  op:/  int:2
            both | /*!50000 2*/3  =>  int:2  int:3
            both | /*!50000 a*/b  =>  id:a  id:b
            mixed | /*!80030 1 */ 2  =>  int:1  int:2
            mixed | /*!80035 1 */ 2  =>  err:/*!80035 1 */ 2
            mixed | /*!80041 1 */ 2  =>  int:2
            latin1 | é\u00e0\u0160  =>  id:é\u00e0\u0160
            latin1 | 1\u00a0OR\u00a01  =>  err:1\u00a0OR\u00a01
            latin1 | a×b  =>  err:a×b
            latin1 | 1--\u00a01  =>  int:1  op:-  op:-  err:\u00a01
            latin1 | '×\u00a0' `×`  =>  str:'×\u00a0'  qid:`×`
            bytes | é  =>  err:é
            bytes | 'é\udcff' `é`  =>  str:'é\udcff'  qid:`é`
            both | a\udc80b  =>  err:a\udc80b
            both | `a\udc80b`  =>  err:`a\udc80b`
            both | 'a\udc80b' /* \udc80 */  =>  str:'a\udc80b'
            both | \ud83d\ude00  =>  id:\ud83d\ude00
            mb3 | \ud83d\ude00  =>  err:\ud83d\ude00
            mb3 | '\ud83d\ude00' é  =>  str:'\ud83d\ude00'  id:é
            both | /*!50000 1 -- x */ 2  =>  int:1  err:
            """;

    private Tokens() {}
}
