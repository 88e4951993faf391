package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.source.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Parses a program statement by statement, so that an error in one does not hide those in the next. */
final class Parsing {
    private final Diagnostics diagnostics;
    private final TokenStream stream;
    private final FormulaParser parser;

    private Parsing(Tokens tokens, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.stream = new CommonTokenStream(new ListTokenSource(tokens.list()));
        this.parser = new FormulaParser(stream);
        parser.removeErrorListeners();
        parser.setErrorHandler(new GiveUp());
        // the grammar needs one token of lookahead: the full prediction would only cost time and stack
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    }

    static List<StatementContext> parse(Tokens tokens, Diagnostics diagnostics) {
        return new Parsing(tokens, diagnostics).statements();
    }

    private List<StatementContext> statements() {
        List<StatementContext> statements = new ArrayList<>();
        skipSeparators();
        while (stream.LA(1) != Token.EOF) {
            try {
                StatementContext statement = parser.statement();
                if (!atSeparator()) {
                    throw new ParseCancellationException();
                }
                statements.add(statement);
            } catch (ParseCancellationException e) {
                report();
                skipStatement();
            }
            skipSeparators();
        }
        return statements;
    }

    private boolean atSeparator() {
        int next = stream.LA(1);
        return next == FormulaLexer.NEWLINE || next == Token.EOF || isText(next, ";");
    }

    private void skipSeparators() {
        while (stream.LA(1) != Token.EOF && atSeparator()) {
            stream.consume();
        }
    }

    /** To the end of the statement, blocks included. */
    private void skipStatement() {
        int depth = 0;
        while (stream.LA(1) != Token.EOF && (depth > 0 || !atSeparator())) {
            depth += isText(stream.LA(1), "{") ? 1 : isText(stream.LA(1), "}") ? -1 : 0;
            stream.consume();
        }
    }

    private boolean isText(int type, String literal) {
        return type > 0 && literal.equals(stream.LT(1).getText());
    }

    private void report() {
        Token previous = stream.index() == 0 ? null : stream.get(stream.index() - 1);
        SyntaxError error = SyntaxError.at(previous, stream.LT(1));
        diagnostics.error(Tokens.span(diagnostics.source().text(), error.token()), error.message(), error.remedy());
    }

    /** Leaves the parser at the first word that does not fit; the message comes from there, in our own words. */
    private static final class GiveUp extends DefaultErrorStrategy {
        @Override
        public void recover(Parser recognizer, RecognitionException e) {
            throw new ParseCancellationException(e);
        }

        @Override
        public void reportError(Parser recognizer, RecognitionException e) {
            throw new ParseCancellationException(e);
        }

        @Override
        public Token recoverInline(Parser recognizer) {
            throw new ParseCancellationException();
        }

        @Override
        public void sync(Parser recognizer) {}
    }
}
