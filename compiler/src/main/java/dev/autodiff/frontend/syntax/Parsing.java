package dev.autodiff.frontend.syntax;

import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.grammar.FormulaParser;
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
public final class Parsing {
    private final List<Token> tokens;
    private final Diagnostics diagnostics;
    private final TokenStream stream;
    private final FormulaParser parser;
    private int brokenBlocks;

    private Parsing(Tokens tokens, Diagnostics diagnostics) {
        this.tokens = tokens.list();
        this.diagnostics = diagnostics;
        this.stream = new CommonTokenStream(new ListTokenSource(tokens.list()));
        this.parser = new FormulaParser(stream);
        parser.removeErrorListeners();
        parser.setErrorHandler(new GiveUp());
        // the grammar needs one token of lookahead: the full prediction would only cost time and stack
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    }

    public static List<StatementContext> parse(Tokens tokens, Diagnostics diagnostics) {
        return new Parsing(tokens, diagnostics).statements();
    }

    private List<StatementContext> statements() {
        List<StatementContext> statements = new ArrayList<>();
        skipSeparators();
        while (stream.LA(1) != Token.EOF) {
            try {
                StatementContext statement = parser.statement();
                if (!Tokens.endsStatement(stream.LA(1))) {
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

    private void skipSeparators() {
        while (stream.LA(1) != Token.EOF && (Tokens.endsStatement(stream.LA(1)) || endsBrokenBlock())) {
            stream.consume();
        }
    }

    /** Behind an error in a block its statements are read as if they stood outside, until it ends. */
    private boolean endsBrokenBlock() {
        return stream.LA(1) == FormulaLexer.RBRACE && brokenBlocks-- > 0;
    }

    /** To the end of the statement, with its blocks and the branches that belong to a foreign 'if'. */
    private void skipStatement() {
        int depth = bracketsAround(stream.index());
        do {
            while (stream.LA(1) != Token.EOF && (depth > 0 || !Tokens.endsStatement(stream.LA(1)))) {
                depth += Tokens.nesting(stream.LA(1));
                stream.consume();
            }
            skipSeparators();
        } while (stream.LA(1) == FormulaLexer.ELSE || stream.LA(1) == FormulaLexer.ELIF);
    }

    /** How many brackets that a statement cannot end in are open before the word. */
    private int bracketsAround(int index) {
        int depth = 0;
        for (int i = index - 1; i >= 0 && !Tokens.endsStatement(tokens.get(i).getType()); i--) {
            int type = tokens.get(i).getType();
            depth += type == FormulaLexer.LBRACE || type == FormulaLexer.RBRACE ? 0 : Tokens.nesting(type);
        }
        return depth;
    }

    /** How many blocks are open before the word. */
    private int blocksAround(int index) {
        int depth = 0;
        for (Token token : tokens.subList(0, index)) {
            depth += token.getType() == FormulaLexer.LBRACE ? 1 : token.getType() == FormulaLexer.RBRACE ? -1 : 0;
        }
        return depth;
    }

    private void report() {
        brokenBlocks = blocksAround(stream.index());
        SyntaxError.Message message = SyntaxError.at(tokens, stream.index());
        String habit = Habits.remedyForStatement(Tokens.line(diagnostics.source(), message.token()));
        diagnostics.error(
                Tokens.span(diagnostics.source(), message.token()),
                message.text(),
                habit == null ? message.remedy() : habit);
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
