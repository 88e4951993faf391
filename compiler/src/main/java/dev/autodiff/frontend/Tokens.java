package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CodePointCharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The words of a program, with only those line breaks that end a statement: a line continues inside brackets and after an
 * operator. Brackets are matched here, where it can be said which one is wrong, and their nesting is bounded.
 */
final class Tokens {
    /** Each bracket costs the parser some twenty stack frames; this many fit the stack of {@link Frontend} with room to spare. */
    static final int MAX_NESTING = 10_000;

    private static final Map<String, String> CLOSING = Map.of("(", ")", "[", "]", "{", "}");
    private static final Set<String> OPENING = CLOSING.keySet();
    private static final Set<String> CONTINUING = Set.of(
            "+", "-", "*", "/", "@", "^", "**", "<", "<=", ">", ">=", "==", "!=", "=", ",", ":", "and", "or", "not", "if", "else");

    private final Diagnostics diagnostics;
    private final List<Token> kept = new ArrayList<>();
    private final Deque<Token> open = new ArrayDeque<>();
    private int nesting;

    private Tokens(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    static Tokens of(Diagnostics diagnostics) {
        Tokens tokens = new Tokens(diagnostics);
        CodePointCharStream characters = CharStreams.fromString(diagnostics.source().text());
        FormulaLexer lexer = new FormulaLexer(characters);
        lexer.removeErrorListeners();
        Token token = lexer.nextToken();
        while (token.getType() != Token.EOF) {
            tokens.add(token);
            token = lexer.nextToken();
        }
        tokens.kept.add(token);
        for (Token bracket : tokens.open) {
            diagnostics.error(tokens.span(bracket), "'" + bracket.getText() + "' is never closed",
                    "add '" + CLOSING.get(bracket.getText()) + "'");
        }
        return tokens;
    }

    /** All of them, the end of the file last. */
    List<Token> list() {
        return kept;
    }

    /** How deep brackets stand within brackets. */
    int nesting() {
        return nesting;
    }

    /** ANTLR counts in code points, sources in UTF-16 units. */
    Span span(Token token) {
        return span(diagnostics.source().text(), token);
    }

    static Span span(String text, Token token) {
        if (token.getType() == Token.EOF || token.getType() == FormulaLexer.NEWLINE) {
            return new Span(offset(text, token.getStartIndex()), 1);
        }
        int start = offset(text, token.getStartIndex());
        return new Span(start, text.offsetByCodePoints(start, token.getStopIndex() + 1 - token.getStartIndex()) - start);
    }

    private static int offset(String text, int codePoints) {
        return text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    }

    private void add(Token token) {
        String text = token.getText();
        if (token.getType() == FormulaLexer.NEWLINE) {
            if (!continues()) {
                kept.add(token);
            }
            return;
        }
        if (token.getType() == FormulaLexer.UNKNOWN) {
            diagnostics.error(span(token), "unexpected character '" + text + "'", remedyFor(text));
            return;
        }
        if (OPENING.contains(text)) {
            open.push(token);
            nesting = Math.max(nesting, open.size());
            if (open.size() == MAX_NESTING + 1) {
                diagnostics.error(span(token), "brackets are nested more than " + MAX_NESTING + " deep", "name inner expressions");
                throw diagnostics.failure();
            }
        } else if (CLOSING.containsValue(text)) {
            close(token);
            if (text.equals("}")) {
                kept.add(lineBreakAt(token));
            }
        }
        kept.add(token);
    }

    private void close(Token token) {
        if (open.isEmpty()) {
            diagnostics.error(span(token), "'" + token.getText() + "' closes nothing", "remove it, or open it before");
            return;
        }
        Token opening = open.pop();
        String expected = CLOSING.get(opening.getText());
        if (!expected.equals(token.getText())) {
            diagnostics.error(span(token), "'" + token.getText() + "' does not close the '" + opening.getText() + "' of line "
                    + opening.getLine(), "expected '" + expected + "'");
        }
    }

    /** What the grammar wants before a closing brace. */
    private static Token lineBreakAt(Token token) {
        CommonToken lineBreak = new CommonToken(token);
        lineBreak.setType(FormulaLexer.NEWLINE);
        lineBreak.setText("\n");
        return lineBreak;
    }

    private boolean continues() {
        boolean inBrackets = !open.isEmpty() && !open.peek().getText().equals("{");
        return inBrackets || !kept.isEmpty() && CONTINUING.contains(kept.get(kept.size() - 1).getText());
    }

    private static String remedyFor(String character) {
        return switch (character) {
            case "%" -> "for a remainder write fmod(a, b)";
            case "&" -> "write 'and'";
            case "|" -> "write 'or'";
            case "!" -> "write 'not'";
            case "\"", "'" -> "there are no strings";
            case "×", "·", "⋅" -> "write '*'";
            case "÷" -> "write '/'";
            case "−", "–" -> "write '-'";
            case "?" -> "write 'a if c else b'";
            case "\\" -> "a line continues inside brackets and after an operator";
            default -> "";
        };
    }
}
