package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.frontend.syntax.Trees;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.frontend.values.Guards;
import dev.autodiff.frontend.values.Site;
import dev.autodiff.graph.Budget;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.LoopOp.Limits;
import dev.autodiff.graph.Node;
import dev.autodiff.runtime.Type;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Turns a parsed program into a graph. Functions are inlined: each call visits the body again under a new {@link
 * Scope}, and a call with the same arguments as an earlier one is that call's result.
 */
final class Lowering {
    /** A program that needs more calls than these and some per character doubles itself with every function. */
    private static final int MIN_CALLS = 200_000;
    private static final int CALLS_PER_CHARACTER = 10;

    /** More active calls than any program needs, and fewer than the stack of {@link Frontend} holds. */
    static final int MAX_ACTIVE = 5_000;

    private record Call(Function function, List<Node> arguments) {}

    /** What the text of a function says about its names. */
    private record Uses(Set<String> differentiated, Set<String> indices) {}

    private final Program program;
    private final Diagnostics diagnostics;
    private final Limits limits;
    private final Differentiator differentiator;
    private final boolean takesDerivatives;
    private final boolean hasBlocks;
    private final boolean isLenient;
    private final Budget budget;
    private final Graph graph;
    private final Map<Call, Map<Guards.Frame, Results>> results = new HashMap<>();
    private final Map<Function, Uses> uses = new HashMap<>();
    private final Guards guards = new Guards();
    private final OwnDerivatives ownDerivatives = new OwnDerivatives(this);
    private final Set<Function> active = new LinkedHashSet<>();
    private final Node standIn;
    private Set<Function> reached = new HashSet<>();
    private final Set<String> broken = new HashSet<>();
    private boolean mainReached;
    private int activePrelude;
    private Site preludeCall;
    private int inlined;

    /** @param isLenient whether the types of parameters are a guess, so that nothing is said about shapes */
    Lowering(
            Program program,
            Diagnostics diagnostics,
            Limits limits,
            Budget budget,
            Differentiator differentiator,
            boolean isLenient) {
        this.program = program;
        this.diagnostics = diagnostics;
        this.limits = limits;
        this.budget = budget;
        this.graph = new Graph(budget);
        this.standIn = graph.parameter("?");
        this.differentiator = differentiator;
        this.isLenient = isLenient;
        this.takesDerivatives = Transforms.NAMES.stream().anyMatch(diagnostics.source().text()::contains);
        this.hasBlocks = diagnostics.source().text().contains("{");
    }

    Graph graph() {
        return graph;
    }

    Program program() {
        return program;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    Differentiator differentiator() {
        return differentiator;
    }

    /** What each loop may use up. */
    Limits limits() {
        return limits;
    }

    /** The conditions under which the text at hand is run. */
    Guards guards() {
        return guards;
    }

    /** The statements outside of functions. */
    Formula main(Set<String> differentiated, Map<String, Type> arguments) {
        mainReached = true;
        Parameters parameters = new Parameters(this, program.declarations(), arguments);
        return Statements.ofProgram(this, scope(uses(program.main()), differentiated), parameters).run(program.main());
    }

    /** A function by itself, its parameters those of the formula. */
    Formula function(Function function, Set<String> differentiated, Map<String, Type> arguments) {
        Scope scope = scope(uses(function), differentiated);
        Parameters parameters = new Parameters(this, function.parameters(), arguments);
        function.parameters().forEach(parameter -> scope.declare(parameters.declare(parameter)));
        scope.bindDimensions(parameters.dimensions());
        requireValues(function);
        List<Node> nodes = parameters.all().stream().map(Formula.Parameter::node).toList();
        List<Node> variables = ownDerivatives.variables(function, nodes);
        bind(function, variables, scope);
        active.add(function);
        reached.add(function);
        Statements body = Statements.ofFunction(this, scope, false);
        Results results = body.results(function);
        active.remove(function);
        return body.formula(
                function.name().getText(), parameters.all(), ownDerivatives.results(function, results, variables));
    }

    /** A function that takes functions is nothing but what calls of it are. */
    private void requireValues(Function function) {
        if (!program.functionParameters().of(function).isEmpty()) {
            int first = program.functionParameters().of(function).iterator().next();
            throw new Failure(
                    span(function.parameters().get(first)),
                    "'" + function.parameterNames().get(first) + "' is a function that '"
                            + function.name().getText() + "' calls, so '"
                            + function.name().getText() + "' cannot stand alone",
                    "call it: " + function.name().getText() + "(x -> …)");
        }
    }

    /**
     * Looks for errors in what the chosen function does not need; callers first, so that each function is seen once.
     */
    void checkOthers() {
        List<Function> functions = new ArrayList<>(program.functions().values());
        for (int i = functions.size() - 1; i >= 0; i--) {
            Function function = functions.get(i);
            if (!reached.contains(function) && program.functionParameters().of(function).isEmpty()) {
                check(function.isTyped(), other -> other.function(function, Set.of(), Map.of()));
            }
        }
        if (!mainReached && !program.main().isEmpty()) {
            check(false, other -> other.main(Set.of(), Map.of()));
        }
    }

    private void check(boolean isTyped, Consumer<Lowering> work) {
        Lowering other = new Lowering(program, diagnostics, limits, budget, differentiator, !isTyped);
        other.reached = reached;
        try {
            work.accept(other);
        } catch (Failure failure) {
            other.report(failure);
        }
    }

    /** Says what is wrong, unless it may be right for arguments of other types. */
    void report(Failure failure) {
        if (!isLenient || !failure.isAboutShapes()) {
            diagnostics.error(failure.span(), failure.getMessage(), failure.remedy());
        }
    }

    /** Whether the types of parameters are a guess. */
    boolean isLenient() {
        return isLenient;
    }

    /** What stands for a value that could not be computed; nothing more is said about it. */
    Node standIn() {
        return standIn;
    }

    boolean isStandIn(Node node) {
        return node == standIn;
    }

    boolean hasStandIn(List<Node> nodes) {
        return nodes.contains(standIn);
    }

    /** Nothing is said about calls of a function that was defined where it cannot be. */
    void addBroken(String function) {
        broken.add(function);
    }

    boolean isBroken(String function) {
        return broken.contains(function);
    }

    /** The function of this name that the program or the prelude defines, or null. */
    Function find(String name) {
        Function own = findOwn(name);
        return own != null ? own : Prelude.functions().get(name);
    }

    /** The function of this name that the program defines, or null; the prelude does not see it. */
    Function findOwn(String name) {
        return activePrelude == 0 ? program.functions().get(name) : null;
    }

    /** Whether the program defines a function of this name. */
    boolean isOwn(String name) {
        return program.functions().containsKey(name);
    }

    boolean isOwn(Function function) {
        return function.equals(program.functions().get(function.name().getText()));
    }

    /** The value of a parameter that a call leaves out, made of constants only. */
    Node defaultValue(Function function, int parameter) {
        activePrelude += isOwn(function) ? 0 : 1;
        try {
            return new Expressions(this, new Scope(Set.of(), Set.of()), null, !isOwn(function))
                    .visit(function.defaultOf(parameter));
        } catch (Failure failure) {
            throw new Failure(failure.span(), failure.getMessage(), "a default value is made of constants");
        } finally {
            activePrelude -= isOwn(function) ? 0 : 1;
        }
    }

    Results call(Function function, List<Node> arguments, Span place) {
        if (active.contains(function)) {
            throw new Failure(
                    place, "recursion: " + cycle(function), "a function cannot call itself; write the steps out");
        }
        Map<Guards.Frame, Results> known =
                results.computeIfAbsent(new Call(function, arguments), call -> new HashMap<>());
        Results result = guards.known(known);
        if (result != null) {
            return result;
        }
        int uses = guards.uses();
        result = inline(function, arguments);
        known.put(guards.uses() == uses ? guards.everywhere() : guards.place(), result);
        return result;
    }

    private Results inline(Function function, List<Node> arguments) {
        limit(function);
        Scope scope = scope(uses(function), Set.of());
        if (function.hasTypes()) {
            scope.bindDimensions(CallTypes.dimensions(function, arguments, this));
        }
        List<Node> variables = ownDerivatives.variables(function, arguments);
        bind(function, variables, scope);
        active.add(function);
        reached.add(function);
        activePrelude += isOwn(function) ? 0 : 1;
        Results returned;
        try {
            returned = Statements.ofFunction(this, scope, !isOwn(function)).results(function);
        } finally {
            active.remove(function);
            activePrelude -= isOwn(function) ? 0 : 1;
        }
        return ownDerivatives.results(function, returned, variables);
    }

    /** The functions whose bodies are being lowered. */
    Set<Function> callers() {
        return new LinkedHashSet<>(active);
    }

    /** Calls a function that is an argument: those around it are the ones around the place where it was written. */
    Results calledBy(Set<Function> callers, Supplier<Results> call) {
        Set<Function> around = callers();
        active.clear();
        active.addAll(callers);
        try {
            return call.get();
        } finally {
            active.clear();
            active.addAll(around);
        }
    }

    /** Lowers a text of the program from within the prelude, which has called it. */
    <T> T outsideOfPrelude(boolean isPrelude, Supplier<T> text) {
        int prelude = activePrelude;
        activePrelude = isPrelude ? prelude : 0;
        try {
            return text.get();
        } finally {
            activePrelude = prelude;
        }
    }

    private static void bind(Function function, List<Node> arguments, Scope scope) {
        List<String> names = function.parameterNames();
        for (int i = 0; i < names.size(); i++) {
            scope.bind(names.get(i), arguments.get(i));
        }
    }

    /** Runs a text of the program in which a call of the function with these arguments is known. */
    Node besides(Function function, List<Node> arguments, Node result, Supplier<Node> text) {
        Map<Guards.Frame, Results> known =
                results.computeIfAbsent(new Call(function, arguments), call -> new HashMap<>());
        Map<Guards.Frame, Results> before = Map.copyOf(known);
        known.put(guards.everywhere(), Results.of(result));
        try {
            return outsideOfPrelude(false, text);
        } finally {
            known.clear();
            known.putAll(before);
        }
    }

    private void limit(Function function) {
        if (++inlined > MIN_CALLS + (long) CALLS_PER_CHARACTER * diagnostics.source().text().length()) {
            diagnostics.error(
                    null,
                    "the program grows beyond " + inlined + " calls",
                    "does each function call the one before it several times?");
            throw diagnostics.failure();
        }
        if (active.size() >= MAX_ACTIVE) {
            throw new Failure(
                    span(function.name()),
                    "calls are nested more than " + MAX_ACTIVE + " deep",
                    "let functions call fewer others");
        }
    }

    private Uses uses(Function function) {
        return uses.computeIfAbsent(function, f -> uses(f.body()));
    }

    private Uses uses(List<? extends ParserRuleContext> trees) {
        return new Uses(
                takesDerivatives ? Transforms.differentiated(trees) : Set.of(),
                hasBlocks ? Trees.indexNames(trees) : Set.of());
    }

    /** A scope for a text of its own. */
    Scope scope(List<? extends ParserRuleContext> text) {
        return scope(uses(text), Set.of());
    }

    private static Scope scope(Uses uses, Set<String> differentiated) {
        Set<String> names = new HashSet<>(differentiated);
        names.addAll(uses.differentiated());
        return new Scope(names, uses.indices());
    }

    private String cycle(Function function) {
        List<String> names = new ArrayList<>();
        for (Function caller : active) {
            if (caller.equals(function) || !names.isEmpty()) {
                names.add(caller.name().getText());
            }
        }
        names.add(function.name().getText());
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" calls "));
    }

    /** The place in the user's text; null inside of the prelude, which is not there. */
    Span span(Token token) {
        return inPrelude() ? null : Tokens.span(diagnostics.source(), token);
    }

    Span span(ParserRuleContext context) {
        return inPrelude() ? null : Tokens.span(diagnostics.source(), context);
    }

    boolean inPrelude() {
        return activePrelude > 0;
    }

    /** Calls a function of the prelude, about whose insides messages say nothing. */
    void enterPrelude(ParserRuleContext call) {
        preludeCall = site(call);
    }

    /** What the user wrote, also if that is a call of the function of the prelude that this stands in. */
    Site site(ParserRuleContext context) {
        return site(context, context);
    }

    /** The same from the start of a text to the end of another one. */
    Site site(ParserRuleContext from, ParserRuleContext to) {
        return inPrelude()
                ? preludeCall
                : Site.of(diagnostics.source().text(span(from.getStart()).to(span(to.getStop()))));
    }

    /** The text as the user wrote it. */
    String text(ParserRuleContext context) {
        return diagnostics.source().text(span(context));
    }
}
