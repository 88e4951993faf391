// The formula language. The grammar is permissive and needs one token of lookahead everywhere: what stands left of '='
// is parsed as expressions, and the frontend says precisely what is wrong with it. Chains of operators are flat lists,
// so only brackets nest. Line breaks that do not end a statement are removed before the parser runs.
grammar Formula;

@lexer::members {
    /** Whether the character just read, which is not ASCII, is a letter. */
    private boolean isLetter() {
        return Character.isLetter(_input.LA(-1));
    }

    /** Whether it may stand within a name: letters, digits, accents, and subscripts, but no superscripts. */
    private boolean isInName() {
        int c = _input.LA(-1);
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK
                || c >= '\u2080' && c <= '\u2089';
    }
}

// words that the lexer takes for names, and that only begin a statement, or stand in it, as the frontend tells
tokens { DERIVATIVE, BY }

statement
    : values ('=' values | block)?                                              # definition
    | keyword=('input' | 'const') argument                                      # declaration
    | 'return' values                                                           # result
    | 'no_grad' block                                                           # noGrad
    | 'if' expression block (ELIF expression block)* ('else' block)?            # branch
    | 'while' expression block                                                  # whileLoop
    | 'for' expression 'in' subscript block                                     # forLoop
    | DERIVATIVE expression BY expression '=' expression                        # derivativeRule
    ;

// what a function returns, or what takes it
values : expression (',' expression)* ;

// a line break stands before every '}': it is put in where the text has none
block : '{' separator* (statement separator+)* '}' ;
separator : NEWLINE | ';' ;

// a if c else b; the conditional chains to the right. A function without a name is x -> expression, and (x, y) -> expression
expression : disjunction ('if' disjunction 'else' disjunction)* ('->' expression)? ;

disjunction : conjunction ('or' conjunction)* ;
conjunction : negation ('and' negation)* ;
negation : 'not'* comparison ;
comparison : sum (relation sum)* ;
relation : '<' | '<=' | '>' | '>=' | '==' | '!=' ;
sum : product (sumOperator product)* ;
sumOperator : '+' | '-' ;
product : signed (productOperator signed)* ;
productOperator : '*' | '/' | '@' ;

// -x^2 is -(x^2), and 2^-x^2 is 2^(-(x^2))
signed : sign* power ;
power : postfix (POWER exponent)* ;
exponent : sign* postfix ;
sign : '-' | '+' ;

postfix : atom suffix* ;
suffix
    : '(' (argument (',' argument)*)? ')'                                       # call
    | '[' subscript (',' subscript)* ']'                                        # index
    ;

// A call's argument, or a parameter where a function is defined: x, axis=1, x: f64[n], const t: f64
argument : 'const'? expression ('=' expression | ':' type)? ;
type : NAME ('[' (expression (',' expression)*)? ']')? ;
// an index, or start:stop:step with any of the three left out
subscript : expression (':' expression? (':' expression?)?)? | ':' expression? (':' expression?)? ;

atom
    : NUMBER                                                                    # number
    | truth=('true' | 'false')                                                  # truth
    | NAME                                                                      # name
    | STRING                                                                    # string
    | '(' expression (',' expression)* ')'                                      # parentheses
    | '[' (expression (',' expression)*)? ']'                                   # list
    ;

INPUT : 'input' ;
CONST : 'const' ;
RETURN : 'return' ;
NO_GRAD : 'no_grad' ;
WHILE : 'while' ;
FOR : 'for' ;
IN : 'in' ;
IF : 'if' ;
// 'else if' becomes this one word before the parser runs
ELIF : 'elif' ;
ELSE : 'else' ;
OR : 'or' ;
AND : 'and' ;
NOT : 'not' ;
TRUE : 'true' ;
FALSE : 'false' ;

LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
COMMA : ',' ;
COLON : ':' ;
SEMICOLON : ';' ;
ASSIGN : '=' ;
ARROW : '->' ;
LESS : '<' ;
LESS_EQUAL : '<=' ;
GREATER : '>' ;
GREATER_EQUAL : '>=' ;
EQUAL : '==' ;
NOT_EQUAL : '!=' ;
PLUS : '+' ;
MINUS : '-' ;
TIMES : '*' ;
OVER : '/' ;
MATMUL : '@' ;
POWER : '^' | '**' ;

NUMBER : DIGIT+ ('.' DIGIT*)? EXPONENT? | '.' DIGIT+ EXPONENT? ;
MALFORMED_NUMBER : NUMBER ('.' DIGIT+)+ | '0' [xX] [0-9a-fA-F]+ | DIGIT+ ('_' DIGIT+)+ ('.' DIGIT*)? EXPONENT? ;
fragment DIGIT : [0-9] ;
fragment EXPONENT : [eE] [+-]? DIGIT+ ;

// Superscripts are no part of names: x² would be mistaken for a power. Sets of Unicode's letters (\p{L}) would say the
// same, but the lexer takes a fifth of the time of a first formula to set them up.
NAME
    : ([a-zA-Z_] | [\u0080-\u{10FFFF}] {isLetter()}?)
      ([a-zA-Z_] | DIGIT | [\u0080-\u{10FFFF}] {isInName()}?)*
    ;

STRING : '"' ~["\r\n]* '"' ;

COMMENT : '#' ~[\r\n]* -> skip ;
NEWLINE : '\r'? '\n' | '\r' ;
BLANK : [ \t\u000C\u00A0\uFEFF]+ -> skip ;

// What other languages have: one word here, so that it is one mistake.
UNKNOWN
    : '&&' | '||' | '//' | '/*' | ':=' | '+=' | '-=' | '*=' | '/=' | '^=' | '**=' | '===' | '!==' | '=>' | '=<' | '<>'
    | '\'' ~['\r\n]* '\'' | '.'+ | .
    ;
