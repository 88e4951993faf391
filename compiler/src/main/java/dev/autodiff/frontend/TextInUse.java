package dev.autodiff.frontend;

import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import dev.autodiff.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;

/**
 * What a class says of the program that it comes from: the function, and those that it calls by any way. A name is a
 * call wherever it stands, so that nothing is left out that is needed.
 */
public final class TextInUse {
    /** What statements outside of functions belong to: no name. */
    private static final String OUTSIDE = "";

    private final Source source;
    private final List<Token> tokens;
    private final List<StatementContext> statements;

    private TextInUse(Source source) {
        Diagnostics diagnostics = new Diagnostics(source);
        Tokens read = Tokens.of(diagnostics);
        this.source = source;
        this.tokens = read.list();
        this.statements = Frontend.parse(read, diagnostics);
    }

    /**
     * The text of a program without the functions that one of them does not need; comments before a function belong to
     * it.
     *
     * @param source a program without errors
     * @param function of the program, or any other name for the statements outside of functions
     */
    public static String of(Source source, String function) {
        return new TextInUse(source).of(function);
    }

    private String of(String function) {
        Set<String> used = used(function);
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (StatementContext statement : statements) {
            Span span = Tokens.span(source, statement);
            int to = span.offset() + span.length();
            text.append(used.contains(owner(statement)) ? source.text().substring(from, to) : "");
            from = to;
        }
        text.append(source.text().substring(from));
        boolean isWhole = text.length() == source.text().length();
        // a separator may have stood between a function that is gone and the next one
        return isWhole ? source.text() : text.toString().replaceFirst("^[\\s;]+", "");
    }

    private static String owner(StatementContext statement) {
        String function = Program.owner(statement);
        return function == null ? OUTSIDE : function;
    }

    /** The functions that are needed, {@link #OUTSIDE} among them if that is. */
    private Set<String> used(String function) {
        Map<String, List<StatementContext>> byOwner =
                statements.stream().collect(Collectors.groupingBy(TextInUse::owner));
        List<String> outside = Assigned.behind(byOwner.getOrDefault(OUTSIDE, List.of()));
        boolean isOutside = !byOwner.containsKey(function)
                || !outside.isEmpty() && outside.get(outside.size() - 1).equals(function);
        Deque<String> waiting = new ArrayDeque<>(isOutside ? List.of(OUTSIDE, function) : List.of(function));
        Set<String> used = new HashSet<>();
        while (!waiting.isEmpty()) {
            String owner = waiting.remove();
            if (byOwner.containsKey(owner) && used.add(owner)) {
                byOwner.get(owner).forEach(statement -> waiting.addAll(names(statement)));
            }
        }
        return used;
    }

    private Set<String> names(StatementContext statement) {
        return tokens.subList(statement.getStart().getTokenIndex(), statement.getStop().getTokenIndex() + 1).stream()
                .filter(token -> token.getType() == FormulaLexer.NAME)
                .map(Token::getText)
                .collect(Collectors.toSet());
    }
}
