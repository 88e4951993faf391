package dev.autodiff.frontend.syntax;

import static dev.autodiff.frontend.syntax.Tokens.endsStatement;

import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** What is wrong where a word does not fit, told from that word and those before it in the statement. */
final class SyntaxError {
    private static final Set<Integer> KEYWORDS = Set.of(
            FormulaLexer.INPUT,
            FormulaLexer.CONST,
            FormulaLexer.RETURN,
            FormulaLexer.NO_GRAD,
            FormulaLexer.IF,
            FormulaLexer.ELSE,
            FormulaLexer.AND,
            FormulaLexer.OR,
            FormulaLexer.NOT,
            FormulaLexer.ELIF,
            FormulaLexer.WHILE,
            FormulaLexer.FOR,
            FormulaLexer.IN);
    private static final Set<Integer> STATEMENTS = Set.of(
            FormulaLexer.INPUT,
            FormulaLexer.CONST,
            FormulaLexer.RETURN,
            FormulaLexer.NO_GRAD,
            FormulaLexer.WHILE,
            FormulaLexer.FOR);
    private static final Set<Integer> STARTS = Set.of(
            FormulaLexer.NUMBER,
            FormulaLexer.NAME,
            FormulaLexer.STRING,
            FormulaLexer.TRUE,
            FormulaLexer.FALSE,
            FormulaLexer.LPAREN,
            FormulaLexer.LBRACKET,
            FormulaLexer.LBRACE,
            FormulaLexer.NOT);
    private static final Set<Integer> OPENING = Set.of(FormulaLexer.LPAREN, FormulaLexer.LBRACKET, FormulaLexer.LBRACE);
    private static final Set<Integer> CLOSING = Set.of(FormulaLexer.RPAREN, FormulaLexer.RBRACKET, FormulaLexer.RBRACE);

    private final List<Token> tokens;
    private final int first;
    private final int index;
    private final Token found;
    private final Token previous;
    private final int type;
    private final int before;

    private SyntaxError(List<Token> tokens, int index) {
        this.tokens = tokens;
        this.index = index;
        this.first = startOfStatement(tokens, index);
        this.found = tokens.get(index);
        this.previous = index == 0 ? null : tokens.get(index - 1);
        this.type = found.getType();
        this.before = index == first ? FormulaLexer.NEWLINE : previous.getType();
    }

    /** The message about the word at this index, where the parser gave up. */
    static Message at(List<Token> tokens, int index) {
        SyntaxError error = new SyntaxError(tokens, index);
        if (error.isUnfinishedRule()) {
            return new Message(
                    error.found,
                    error.type == FormulaLexer.ASSIGN
                            ? "'by' is missing before '='"
                            : "this derivative is not complete",
                    "write derivative f(x) by x = …");
        }
        if (endsStatement(error.type)) {
            return error.atEnd();
        }
        return endsStatement(error.before) ? error.atStart() : error.inside();
    }

    /** Whether the word stands where a derivative of one's own still lacks its variable or its value. */
    private boolean isUnfinishedRule() {
        boolean isRule = index > first && tokens.get(first).getType() == FormulaParser.DERIVATIVE;
        boolean hasBy =
                isRule && tokens.subList(first, index).stream().anyMatch(token -> token.getType() == FormulaParser.BY);
        return isRule && (endsStatement(type) || type == FormulaLexer.ASSIGN && !hasBy);
    }

    /** @param token the word that the message points to */
    record Message(Token token, String text, String remedy) {}

    private Message atStart() {
        String text = found.getText();
        if (startsDefinition()) {
            return isKeyword(found);
        }
        return switch (type) {
            case FormulaLexer.ELSE, FormulaLexer.ELIF -> withoutIf();
            case FormulaLexer.IN -> isKeyword(found);
            case FormulaLexer.LBRACE -> new Message(
                    found, "unexpected '{'", "a block follows a condition, 'no_grad' or the parameters of a function");
            default -> Tokens.BINARY.contains(type)
                    ? new Message(found, "an operand is missing before '" + text + "'", "")
                    : new Message(found, "unexpected '" + text + "'", "");
        };
    }

    private boolean startsDefinition() {
        return KEYWORDS.contains(type) && tokens.get(index + 1).getType() == FormulaLexer.ASSIGN;
    }

    private static Message isKeyword(Token token) {
        return new Message(token, "'" + token.getText() + "' is a keyword", "choose another name");
    }

    private Message atEnd() {
        String text = previous == null ? "" : previous.getText();
        if (Tokens.BINARY.contains(before)) {
            return missingAfter(previous);
        }
        if (head() != null) {
            return new HeadError(head(), tokens.subList(first, index), found).atEnd();
        }
        return switch (before) {
            case FormulaLexer.RETURN -> new Message(previous, "'return' needs a value", "write return y");
            case FormulaLexer.INPUT, FormulaLexer.CONST -> new Message(
                    previous, "'" + text + "' needs a name", "write " + text + " x: f64");
            case FormulaLexer.NO_GRAD -> new Message(previous, "'no_grad' needs a block", "write no_grad { y = … }");
            case FormulaLexer.IF,
                    FormulaLexer.ELSE,
                    FormulaLexer.NOT,
                    FormulaLexer.COMMA,
                    FormulaLexer.COLON -> missingAfter(previous);
            default -> pendingIf() != null ? missingElse() : new Message(found, "the statement is not complete", "");
        };
    }

    private Message inside() {
        String text = found.getText();
        if (before == FormulaLexer.NO_GRAD) {
            return new Message(found, "'no_grad' needs a block", "write no_grad { y = … }, or detach(x) for one value");
        }
        Message inHead = head() == null ? null : new HeadError(head(), tokens.subList(first, index), found).inside();
        if (inHead != null) {
            return inHead;
        }
        if (type == FormulaLexer.LBRACE && Tokens.BINARY.contains(before)) {
            return missingAfter(previous);
        }
        if (type == FormulaLexer.ASSIGN) {
            return atAssignment();
        }
        if (KEYWORDS.contains(type) && danglingBefore(index) != null) {
            return danglingBefore(index);
        }
        if (Tokens.OPERAND_ENDS.contains(before) && STARTS.contains(type)) {
            return betweenOperands();
        }
        if (CLOSING.contains(type) || type == FormulaLexer.COMMA || type == FormulaLexer.COLON) {
            return atPunctuation();
        }
        if (type == FormulaLexer.ELSE && Tokens.OPERAND_ENDS.contains(before)) {
            return new Message(found, "'else' without 'if'", "write a if c else b");
        }
        if (before == FormulaLexer.RBRACE) {
            return type == FormulaLexer.ELSE || type == FormulaLexer.ELIF ? withoutIf() : twoStatements();
        }
        if (KEYWORDS.contains(type) && type != FormulaLexer.AND && type != FormulaLexer.OR) {
            return keywordInside();
        }
        if (Tokens.BINARY.contains(type)) {
            return missingBefore();
        }
        return new Message(found, "unexpected '" + text + "'", "");
    }

    private Message keywordInside() {
        boolean begins = STATEMENTS.contains(type);
        boolean isLoop = type == FormulaLexer.WHILE || type == FormulaLexer.FOR;
        if (begins && !OPENING.contains(before) && !(isLoop && Tokens.BINARY.contains(before))) {
            String remedy = isLoop && isInList()
                    ? "a list over a range is map(i -> …, arange(n))"
                    : isLoop
                            ? "a loop is a statement of its own"
                            : type == FormulaLexer.RETURN
                                    ? "write f(x) = … or f(x) { return … }"
                                    : type == FormulaLexer.NO_GRAD ? "for one value write detach(x)" : "";
            return new Message(found, "'" + found.getText() + "' must begin a statement", remedy);
        }
        if (type == FormulaLexer.IF || type == FormulaLexer.ELSE) {
            return missingBefore();
        }
        return isKeyword(found);
    }

    private Message withoutIf() {
        return new Message(found, "'" + found.getText() + "' without 'if'", "it follows the '}' of an 'if'");
    }

    private Message twoStatements() {
        return new Message(found, "two statements on one line", "put ';' before '" + found.getText() + "'");
    }

    /** The word of the condition or loop in whose head the error is, or null. */
    private Token head() {
        int start = tokens.get(first).getType() == FormulaLexer.RBRACE ? first + 1 : first;
        return start < index && HeadError.WORDS.contains(tokens.get(start).getType()) ? tokens.get(start) : null;
    }

    private Message missingBefore() {
        boolean afterOperator = before != FormulaLexer.ASSIGN && Tokens.BINARY.contains(before)
                || Set.of(FormulaLexer.IF, FormulaLexer.ELSE, FormulaLexer.NOT).contains(before);
        String between = afterOperator
                ? "between '" + previous.getText() + "' and '" + found.getText() + "'"
                : "before '" + found.getText() + "'";
        return new Message(found, "an operand is missing " + between, "");
    }

    private Message missingAfter(Token token) {
        int word = token.getType();
        String missing = word == FormulaLexer.ASSIGN ? "a value" : word == FormulaLexer.COLON ? "a type"
                : Tokens.BINARY.contains(word) ? "an operand" : "an expression";
        return new Message(token, missing + " is missing after '" + token.getText() + "'", "");
    }

    private Message missingElse() {
        return new Message(pendingIf(), "this 'if' has no 'else'", "write a if c else b");
    }

    private Message atAssignment() {
        if (KEYWORDS.contains(before)) {
            return isKeyword(previous);
        }
        if (Tokens.BINARY.contains(before) && before != FormulaLexer.ASSIGN) {
            return missingBefore();
        }
        int start = index;
        while (start - 1 > first && tokens.get(start - 1).getLine() == found.getLine()) {
            start--;
        }
        if (danglingBefore(start) != null) {
            return danglingBefore(start);
        }
        if (OPENING.contains(before) || before == FormulaLexer.COMMA) {
            return missingBefore();
        }
        if (commaBetweenAssignments() != null) {
            return new Message(commaBetweenAssignments(), "two statements on one line", "put ';' instead of ','");
        }
        boolean second =
                tokens.subList(first, index).stream().anyMatch(token -> token.getType() == FormulaLexer.ASSIGN);
        return new Message(
                found, second ? "a second '=' in one statement" : "unexpected '='", "to compare, write '=='");
    }

    /** The comma of {@code x = 1, y = 2}, or null. */
    private Token commaBetweenAssignments() {
        Token comma = null;
        int depth = 0;
        for (int i = index - 1; i >= first; i--) {
            Token token = tokens.get(i);
            depth -= Tokens.nesting(token.getType());
            if (depth == 0 && token.getType() == FormulaLexer.COMMA && comma == null) {
                comma = token;
            } else if (depth == 0 && token.getType() == FormulaLexer.ASSIGN) {
                return comma;
            }
        }
        return null;
    }

    /** What lacks its right side at the end of a line, so that the line went on with the next statement; or null. */
    private Message danglingBefore(int start) {
        Token last = start > first ? tokens.get(start - 1) : null;
        if (last == null || last.getLine() == tokens.get(start).getLine()) {
            return null;
        }
        return Tokens.BINARY.contains(last.getType()) || last.getType() == FormulaLexer.COLON
                ? missingAfter(last)
                : null;
    }

    private Message atPunctuation() {
        String text = found.getText();
        if (Tokens.BINARY.contains(before)) {
            return missingAfter(previous);
        }
        if (Set.of(FormulaLexer.IF, FormulaLexer.ELSE, FormulaLexer.NOT).contains(before)) {
            return missingAfter(previous);
        }
        if (OPENING.contains(before) || before == FormulaLexer.COMMA) {
            String between = type == FormulaLexer.COMMA
                    ? "before ','"
                    : "between '" + previous.getText() + "' and '" + text + "'";
            return new Message(found, "an expression is missing " + between, "");
        }
        if (pendingIf() != null) {
            return missingElse();
        }
        return new Message(found, "unexpected '" + text + "'", remedyForPunctuation());
    }

    private String remedyForPunctuation() {
        if (type == FormulaLexer.COLON) {
            return first + 1 == index
                    ? "a parameter is declared with input " + previous.getText() + ": f64"
                    : "a function is written f(x) = … or f(x) { … }";
        }
        if (type != FormulaLexer.COMMA) {
            return "";
        }
        boolean decimal = before == FormulaLexer.NUMBER && tokens.get(index + 1).getType() == FormulaLexer.NUMBER;
        if (decimal) {
            return "the decimal point is '.'";
        }
        int start = tokens.get(first).getType();
        boolean declares = start == FormulaLexer.INPUT || start == FormulaLexer.CONST;
        return declares ? "declare each parameter in a statement of its own" : "";
    }

    private Message betweenOperands() {
        String text = found.getText();
        String left = previous.getText();
        if (type == FormulaLexer.LBRACE) {
            return new Message(
                    found, "unexpected '{'", "a block follows a condition, 'no_grad' or the parameters of a function");
        }
        int start = tokens.get(first).getType();
        if (index == first + 2 && (start == FormulaLexer.INPUT || start == FormulaLexer.CONST)) {
            return new Message(
                    found,
                    "':' is missing before the type",
                    "write " + tokens.get(first).getText() + " " + left + ": " + text);
        }
        String foreign = index == first + 1 ? Foreign.remedyForStatement(left) : null;
        if (foreign != null) {
            return new Message(previous, "'" + left + "' is not a keyword", foreign);
        }
        boolean touches = previous.getStopIndex() + 1 == found.getStartIndex();
        if (touches && before == FormulaLexer.NUMBER && text.equalsIgnoreCase("e")) {
            return new Message(
                    previous, "'" + left + text + "' is not a number", "an exponent has digits: " + left + "e0");
        }
        if (tokens.get(index + 1).getType() == FormulaLexer.ASSIGN) {
            return twoStatements();
        }
        Message habit = habit(left, text, touches);
        if (habit != null) {
            return habit;
        }
        boolean isShort = before != FormulaLexer.RPAREN
                && before != FormulaLexer.RBRACKET
                && type != FormulaLexer.NOT
                && left.length() + text.length() < 30;
        return new Message(
                found,
                "an operator is missing before '" + text + "'",
                isShort ? "to multiply, write " + left + "*" + text
                        : touches ? "to multiply, write '*' before '" + text + "'" : "");
    }

    /** What the words mean in other languages, or null. */
    private Message habit(String left, String text, boolean touches) {
        if (left.equals("lambda")) {
            return new Message(
                    previous, "'lambda' is not a keyword", "a function is written f(x) = …, and as an argument x -> …");
        }
        if (touches && before == FormulaLexer.NUMBER && Set.of("i", "j", "im").contains(text)) {
            return new Message(previous, "numbers are real", "compute real and imaginary parts apart");
        }
        if (before == FormulaLexer.NAME && type == FormulaLexer.NAME && FunctionTable.rows().containsKey(left)) {
            return new Message(previous, "'" + left + "' is a function", "write " + left + "(" + text + ")");
        }
        return isInList() && before == FormulaLexer.NUMBER && type == FormulaLexer.NUMBER
                ? new Message(found, "elements of a list stand between commas", "write " + listOfLists()) : null;
    }

    /** Whether the innermost bracket here is one of a list. */
    private boolean isInList() {
        return innermost() >= 0 && tokens.get(innermost()).getType() == FormulaLexer.LBRACKET;
    }

    /** The place of the innermost bracket that is open here, or -1. */
    private int innermost() {
        int depth = 0;
        for (int i = index - 1; i >= first; i--) {
            depth -= Tokens.nesting(tokens.get(i).getType());
            if (depth < 0) {
                return i;
            }
        }
        return -1;
    }

    private String listOfLists() {
        StringBuilder inside = new StringBuilder();
        for (int i = innermost() + 1;
                tokens.get(i).getType() != FormulaLexer.RBRACKET
                        && !(tokens.get(i).getType() == Token.EOF);
                i++) {
            inside.append(tokens.get(i).getText()).append(' ');
        }
        return Habits.matrix(inside.toString());
    }

    /** The 'if' that waits for its 'else' here, or null. */
    private Token pendingIf() {
        int depth = 0;
        int answered = 0;
        for (int i = index - 1; i > first && depth >= 0; i--) {
            int word = tokens.get(i).getType();
            depth -= Tokens.nesting(word);
            if (depth == 0 && word == FormulaLexer.ELSE) {
                answered++;
            } else if (depth == 0 && word == FormulaLexer.IF && answered-- == 0) {
                return tokens.get(i);
            }
        }
        return null;
    }

    private static int startOfStatement(List<Token> tokens, int index) {
        int first = index;
        while (first > 0
                && !endsStatement(tokens.get(first - 1).getType())
                && tokens.get(first - 1).getType() != FormulaLexer.LBRACE) {
            first--;
        }
        return first;
    }
}
