package dev.autodiff.frontend.syntax;

import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import dev.autodiff.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * The words of a program, with only those line breaks that end a statement: a line continues inside brackets, after an
 * operator, and where the next line begins with one. Only a sign may begin a statement too: with a blank behind it, it
 * continues the line before, and without one, the program is refused. Brackets are matched here, where it can be said
 * which one is wrong, and their nesting is bounded.
 */
public final class Tokens {
    /**
     * Each bracket costs the parser some twenty stack frames; this many fit the stack of {@code Frontend} with room to
     * spare.
     */
    public static final int MAX_NESTING = 10_000;

    /** Class files hold 65 535 bytes of a name, and less where it is a part of another text. */
    static final int MAX_NAME = 1_000;

    /** The operators between two operands. */
    static final Set<Integer> BINARY = Set.of(
            FormulaLexer.PLUS,
            FormulaLexer.MINUS,
            FormulaLexer.TIMES,
            FormulaLexer.OVER,
            FormulaLexer.MATMUL,
            FormulaLexer.POWER,
            FormulaLexer.LESS,
            FormulaLexer.LESS_EQUAL,
            FormulaLexer.GREATER,
            FormulaLexer.GREATER_EQUAL,
            FormulaLexer.EQUAL,
            FormulaLexer.NOT_EQUAL,
            FormulaLexer.AND,
            FormulaLexer.OR,
            FormulaLexer.ASSIGN);

    private static final Set<Integer> CONTINUING =
            Set.of(FormulaLexer.COMMA, FormulaLexer.COLON, FormulaLexer.NOT, FormulaLexer.IF, FormulaLexer.ELSE,
            FormulaLexer.ELIF, FormulaLexer.WHILE, FormulaLexer.FOR, FormulaLexer.IN, FormulaLexer.ARROW);
    /** Words behind which an expression may go on in the next line. */
    static final Set<Integer> OPERAND_ENDS = Set.of(
            FormulaLexer.NUMBER,
            FormulaLexer.NAME,
            FormulaLexer.STRING,
            FormulaLexer.TRUE,
            FormulaLexer.FALSE,
            FormulaLexer.RPAREN,
            FormulaLexer.RBRACKET);

    private static final Map<Integer, Integer> CLOSING = Map.of(
            FormulaLexer.LPAREN,
            FormulaLexer.RPAREN,
            FormulaLexer.LBRACKET,
            FormulaLexer.RBRACKET,
            FormulaLexer.LBRACE,
            FormulaLexer.RBRACE);

    private final Diagnostics diagnostics;
    private final List<Token> kept = new ArrayList<>();
    private final Deque<Token> open = new ArrayDeque<>();
    private int nesting;
    private Token unknown;
    private Token sign;
    private boolean isDeclaration;
    private boolean isRule;

    private Tokens(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    public static Tokens of(Diagnostics diagnostics) {
        Tokens tokens = new Tokens(diagnostics);
        FormulaLexer lexer = new FormulaLexer(CharStreams.fromString(diagnostics.source().text()));
        lexer.removeErrorListeners();
        Token token = lexer.nextToken();
        while (token.getType() != Token.EOF) {
            tokens.add(token);
            token = lexer.nextToken();
        }
        tokens.kept.add(token);
        if (!tokens.open.isEmpty()) {
            // those around it most likely lack theirs for the same reason
            tokens.reportUnclosed(tokens.open.peek());
        }
        return tokens;
    }

    /** All of them, the end of the file last. */
    public List<Token> list() {
        return kept;
    }

    /** How deep brackets stand within brackets. */
    public int nesting() {
        return nesting;
    }

    public Span span(Token token) {
        return span(diagnostics.source(), token);
    }

    /** The place of a word; the ends of lines and of the text have a width of one. */
    public static Span span(Source source, Token token) {
        Span span = source.span(token.getStartIndex(), token.getStopIndex() + 1);
        return token.getType() == Token.EOF || token.getType() == FormulaLexer.NEWLINE
                ? new Span(span.offset(), 1)
                : span;
    }

    public static Span span(Source source, ParserRuleContext context) {
        return span(source, context.getStart()).to(span(source, context.getStop()));
    }

    static boolean endsStatement(int type) {
        return type == Token.EOF || type == FormulaLexer.NEWLINE || type == FormulaLexer.SEMICOLON;
    }

    /** 1 for an opening bracket, -1 for a closing one. */
    public static int nesting(int type) {
        return CLOSING.containsKey(type) ? 1 : CLOSING.containsValue(type) ? -1 : 0;
    }

    private void add(Token token) {
        int type = token.getType();
        if (sign != null) {
            refuseGlued(sign, token);
            sign = null;
        }
        if (type == FormulaLexer.NEWLINE) {
            if (!continues()) {
                kept.add(token);
            }
            return;
        }
        if (type == FormulaLexer.UNKNOWN) {
            reportUnknown(token);
            return;
        }
        if (type == FormulaLexer.NAME && token.getText().length() > MAX_NAME) {
            diagnostics.error(
                    span(token),
                    "a name of " + token.getText().length() + " characters is too long",
                    "names have at most " + MAX_NAME);
        }
        if (type == FormulaLexer.MALFORMED_NUMBER) {
            diagnostics.error(
                    span(token), "'" + token.getText() + "' is not a number", Foreign.remedyForNumber(token.getText()));
        } else if (CLOSING.containsKey(type)) {
            open(token);
        } else if (CLOSING.containsValue(type)) {
            close(token);
            if (type == FormulaLexer.RBRACE) {
                kept.add(lineBreakAt(token));
            }
        }
        keep(token);
    }

    /** A '{', an 'else' and an operator may begin a line, and 'else if' is 'elif'. */
    private void keep(Token token) {
        int end = kept.size();
        while (end > 0 && kept.get(end - 1).getType() == FormulaLexer.NEWLINE) {
            end--;
        }
        boolean isElse = token.getType() == FormulaLexer.ELSE || token.getType() == FormulaLexer.ELIF;
        boolean isContinuation = end < kept.size() && continuesExpression(token.getType(), end);
        if (isElse && isBrace(end - 1) || token.getType() == FormulaLexer.LBRACE && end > 0 || isContinuation) {
            kept.subList(end, kept.size()).clear();
        }
        if (isContinuation && isSign(token.getType())) {
            sign = token;
        }
        if (kept.isEmpty() || endsStatement(kept.get(kept.size() - 1).getType())) {
            isDeclaration = token.getType() == FormulaLexer.INPUT || token.getType() == FormulaLexer.CONST;
            isRule = false;
        }
        int last = kept.size() - 1;
        if (token.getType() == FormulaLexer.NAME && beginsRule(last)) {
            kept.set(last, retyped(kept.get(last), FormulaParser.DERIVATIVE));
            isRule = true;
        }
        if (token.getType() == FormulaLexer.IF && isBrace(last - 1) && kept.get(last).getType() == FormulaLexer.ELSE) {
            kept.set(last, elseIf(kept.get(last), token));
        } else {
            kept.add(isRule && endsHead(token, last) ? retyped(token, FormulaParser.BY) : token);
        }
    }

    /** Two names stand side by side nowhere else: elsewhere 'derivative' is a name like any other. */
    private boolean beginsRule(int last) {
        boolean begins = last == 0
                || last > 0
                        && (endsStatement(kept.get(last - 1).getType())
                                || kept.get(last - 1).getType() == FormulaLexer.LBRACE);
        return begins && kept.get(last).getType() == FormulaLexer.NAME && kept.get(last).getText().equals("derivative");
    }

    /** Whether the word is the 'by' of a rule for a derivative, and no name. */
    private boolean endsHead(Token token, int last) {
        boolean isOutside = open.isEmpty() || open.peek().getType() == FormulaLexer.LBRACE;
        boolean isBy =
                isOutside && token.getText().equals("by") && kept.get(last).getType() != FormulaParser.DERIVATIVE;
        isRule = !isBy;
        return isBy;
    }

    private static Token retyped(Token token, int type) {
        CommonToken word = new CommonToken(token);
        word.setType(type);
        return word;
    }

    /** Whether the word goes on with what ends before the line breaks, and a statement does not begin with it. */
    private boolean continuesExpression(int type, int end) {
        return BINARY.contains(type)
                && end > 0
                && OPERAND_ENDS.contains(kept.get(end - 1).getType())
                && !(isDeclaration && isSign(type));
    }

    private static boolean isSign(int type) {
        return type == FormulaLexer.PLUS || type == FormulaLexer.MINUS;
    }

    /** A line that begins with {@code -x} is the rest of a formula as likely as a value of its own. */
    private void refuseGlued(Token sign, Token next) {
        boolean isGlued = next.getStartIndex() == sign.getStopIndex() + 1 && next.getType() != FormulaLexer.NEWLINE;
        if (isGlued) {
            String text = sign.getText();
            diagnostics.error(
                    span(sign).to(span(next)),
                    "this line may continue the one before, or begin a statement",
                    "to continue, write '" + text + " " + next.getText()
                            + "'; to begin a statement, end the line before with ';'");
        }
    }

    private boolean isBrace(int index) {
        return index >= 0 && kept.get(index).getType() == FormulaLexer.RBRACE;
    }

    private static Token elseIf(Token first, Token second) {
        CommonToken word = new CommonToken(first);
        word.setType(FormulaLexer.ELIF);
        word.setText("else if");
        word.setStopIndex(second.getStopIndex());
        return word;
    }

    private void open(Token token) {
        open.push(token);
        nesting = Math.max(nesting, open.size());
        if (open.size() > MAX_NESTING) {
            diagnostics.error(
                    span(token), "brackets are nested more than " + MAX_NESTING + " deep", "name inner expressions");
            throw diagnostics.failure();
        }
    }

    private void close(Token token) {
        if (open.isEmpty()) {
            diagnostics.error(span(token), "'" + token.getText() + "' closes nothing", "remove it, or open it before");
            return;
        }
        Token opening = open.pop();
        if (CLOSING.get(opening.getType()) == token.getType()) {
            return;
        }
        if (!open.isEmpty() && CLOSING.get(open.peek().getType()) == token.getType()) {
            open.pop();
            reportUnclosed(opening);
            return;
        }
        String where = opening.getLine() == token.getLine() ? "" : " of line " + opening.getLine();
        diagnostics.error(
                span(token),
                "'" + token.getText() + "' does not close the '" + opening.getText() + "'" + where,
                "expected '" + closing(opening) + "'");
    }

    private void reportUnclosed(Token bracket) {
        diagnostics.error(
                span(bracket), "'" + bracket.getText() + "' is never closed", "add '" + closing(bracket) + "'");
    }

    private static String closing(Token bracket) {
        return switch (bracket.getType()) {
            case FormulaLexer.LPAREN -> ")";
            case FormulaLexer.LBRACKET -> "]";
            default -> "}";
        };
    }

    /** Of several in a row, or alike in a line, only the first: they are one mistake. */
    private void reportUnknown(Token token) {
        String text = token.getText();
        boolean isRow = unknown != null && token.getStartIndex() == unknown.getStopIndex() + 1;
        boolean isRepeated = unknown != null && token.getLine() == unknown.getLine() && text.equals(unknown.getText());
        if (!isRow && !isRepeated) {
            String habit = Habits.remedy(line(diagnostics.source(), token), text);
            diagnostics.error(
                    span(token),
                    "unexpected " + Foreign.describe(text),
                    habit != null ? habit : Foreign.remedyFor(text));
        }
        unknown = token;
    }

    /** The line that a word stands in. */
    static String line(Source source, Token token) {
        return source.lineText(source.line(span(source, token)));
    }

    /** What the grammar wants before a closing brace. */
    private static Token lineBreakAt(Token token) {
        CommonToken lineBreak = new CommonToken(token);
        lineBreak.setType(FormulaLexer.NEWLINE);
        lineBreak.setText("\n");
        return lineBreak;
    }

    private boolean continues() {
        if (!open.isEmpty() && open.peek().getType() != FormulaLexer.LBRACE) {
            return true;
        }
        int last = kept.isEmpty() ? FormulaLexer.NEWLINE : kept.get(kept.size() - 1).getType();
        return BINARY.contains(last) || CONTINUING.contains(last);
    }
}
