package dev.autodiff.frontend.syntax;

import dev.autodiff.frontend.syntax.SyntaxError.Message;
import dev.autodiff.grammar.FormulaLexer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** What is wrong in the head of a condition or loop: before its block, or because it has none. */
final class HeadError {
    /** The words that such a head begins with. */
    static final Set<Integer> WORDS =
            Set.of(FormulaLexer.IF, FormulaLexer.ELIF, FormulaLexer.ELSE, FormulaLexer.WHILE, FormulaLexer.FOR);

    private static final Map<Integer, String> FORMS = Map.of(
            FormulaLexer.IF,
            "if c { … }",
            FormulaLexer.ELIF,
            "elif c { … }",
            FormulaLexer.ELSE,
            "else { … }",
            FormulaLexer.WHILE,
            "while c { … }",
            FormulaLexer.FOR,
            "for i in 0:n { … }");
    private static final Set<String> FOREIGN = Set.of("then", "do", "begin");

    private final Token head;
    private final List<Token> before;
    private final Token previous;
    private final Token found;
    private final String form;

    /** @param before the words of the statement up to the one that does not fit */
    HeadError(Token head, List<Token> before, Token found) {
        this.head = head;
        this.before = before;
        this.previous = before.get(before.size() - 1);
        this.found = found;
        this.form = FORMS.get(head.getType());
    }

    Message atEnd() {
        if (previous == head || previous.getType() == FormulaLexer.IN) {
            return missing(previous);
        }
        if (lacksIn()) {
            return new Message(head, "'for' needs 'in'", "write " + form);
        }
        return previous.getType() == FormulaLexer.COLON
                ? colon(previous)
                : new Message(head, "'" + head.getText() + "' needs a block", "write " + form);
    }

    /** What is wrong at the word, or null if that is no matter of the head. */
    Message inside() {
        int type = found.getType();
        if (type == FormulaLexer.LBRACE && (previous == head || previous.getType() == FormulaLexer.IN)) {
            return missing(previous);
        }
        if (type == FormulaLexer.COMMA && lacksIn()) {
            return new Message(found, "a loop has one variable", "write " + form);
        }
        if (lacksIn() && previous != head) {
            return new Message(found, "'in' is missing before '" + found.getText() + "'", "write " + form);
        }
        Token colon = type == FormulaLexer.COLON ? found : colonAtEndOfLine();
        if (colon != null) {
            return colon(colon);
        }
        return lacksBrace() ? brace() : null;
    }

    private boolean lacksIn() {
        return head.getType() == FormulaLexer.FOR
                && before.stream().noneMatch(token -> token.getType() == FormulaLexer.IN);
    }

    /** Where the block is written as in Python, a range swallows the next line. */
    private Token colonAtEndOfLine() {
        for (int i = 1; i < before.size(); i++) {
            Token token = before.get(i - 1);
            if (token.getType() == FormulaLexer.COLON && before.get(i).getLine() > token.getLine()) {
                return token;
            }
        }
        return null;
    }

    private Message colon(Token colon) {
        return new Message(colon, "unexpected ':'", "a block stands in braces: " + form);
    }

    private boolean lacksBrace() {
        boolean isOperand = Set.of(
                        FormulaLexer.NAME,
                        FormulaLexer.NUMBER,
                        FormulaLexer.TRUE,
                        FormulaLexer.FALSE,
                        FormulaLexer.RETURN,
                        FormulaLexer.NO_GRAD,
                        FormulaLexer.IF,
                        FormulaLexer.WHILE,
                        FormulaLexer.FOR)
                .contains(found.getType());
        boolean isComplete = head.getType() == FormulaLexer.ELSE
                ? previous == head
                : Set.of(
                                FormulaLexer.NAME,
                                FormulaLexer.NUMBER,
                                FormulaLexer.TRUE,
                                FormulaLexer.FALSE,
                                FormulaLexer.RPAREN,
                                FormulaLexer.RBRACKET)
                        .contains(previous.getType());
        return isOperand && isComplete;
    }

    private Message brace() {
        String text = found.getText();
        return FOREIGN.contains(text)
                ? new Message(found, "'" + text + "' is not a keyword", "a block stands in braces: " + form)
                : new Message(found, "'{' is missing before '" + text + "'", "write " + form);
    }

    private Message missing(Token word) {
        int type = word.getType();
        if (type == FormulaLexer.ELSE) {
            return new Message(word, "'else' needs a block", "write " + form);
        }
        String what = type == FormulaLexer.FOR ? "a variable" : type == FormulaLexer.IN ? "a range" : "a condition";
        return new Message(word, what + " is missing after '" + word.getText() + "'", "write " + form);
    }
}
