package dev.autodiff.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Level;
import dev.autodiff.Options;
import dev.autodiff.check.AccuracyPage;
import dev.autodiff.graph.Formula;
import dev.autodiff.graph.Graph;
import dev.autodiff.graph.Node;
import dev.autodiff.graph.Pointwise;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every rewrite of numbers applies to a formula in {@code docs/accuracy.md}, by which it is judged. */
class RuleFormulasTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "autodiff", "simplify");

    /** Of indices, loops and tensors. */
    private static final Set<String> OF_OTHERS = Set.of("IndexRules", "LoopRules", "TensorRules");

    /** Whether rewrites that are no equations of a list apply to a node. */
    private static final Map<String, Predicate<Node>> FAMILIES = new TreeMap<>(Map.ofEntries(
            Map.entry("ChoiceRules", node -> ChoiceRules.rewrite(node) != null),
            Map.entry("CompoundRules", node -> CompoundRules.rewrite(node) != null),
            Map.entry("CurvatureAtOrigin", node -> isChoice(node) && curvatures().rewrite(node) != null),
            Map.entry("DifferenceRules", node -> DifferenceRules.rewrite(node) != null),
            Map.entry("DividedDifferenceRules", node -> DividedDifferenceRules.rewrite(node) != null),
            Map.entry("EntropyRules", node -> EntropyRules.rewrite(node) != null),
            Map.entry("EvenSlope", node -> EvenSlope.rewrite(node, PowerProduct.of(node)) != null),
            Map.entry("ExponentialRules", node -> new ExponentialRules().rewrite(node, true) != null),
            Map.entry("ExponentialSlope", node -> ExponentialSlope.rewrite(node, PowerProduct.of(node)) != null),
            Map.entry("GammaRules", node -> GammaRules.rewrite(node) != null),
            Map.entry("LimitRules", node -> LimitRules.rewrite(node) != null),
            Map.entry("MeanRules", node -> MeanRules.rewrite(node) != null),
            Map.entry("PoleRules", node -> isSum(node) && PoleRules.rewrite(node) != null),
            Map.entry("RemovableRules", node -> RemovableRules.rewrite(node) != null),
            Map.entry("SeriesRules", node -> isSum(node) && SeriesRules.difference(node) != null),
            Map.entry("SingularProducts", node -> SingularProducts.rewrite(node, PowerProduct.of(node)) != null),
            Map.entry("SumRules", node -> new SumRules().rewrite(node) != null),
            Map.entry("TailRules", node -> TailRules.rewrite(node) != null),
            Map.entry("UnneededGuards", node -> isChoice(node) && UnneededGuards.rewrite(node) != null)));

    private static final Set<Rule> APPLIED = new HashSet<>();
    private static final Set<String> FAMILIES_APPLIED = new HashSet<>();

    private static CurvatureAtOrigin curvatures() {
        return new CurvatureAtOrigin((y, x) -> null);
    }

    private static boolean isChoice(Node node) {
        return node.op() == Pointwise.WHERE;
    }

    private static boolean isSum(Node node) {
        return node.op() == Pointwise.ADD || node.op() == Pointwise.SUB;
    }

    @BeforeAll
    static void applyToAllFormulas() {
        List<Rule> stable = Stream.concat(Rules.EXACT.stream(), Rules.STABLE.stream()).toList();
        AccuracyPage.formulas(Level.STABLE).forEach(formula -> apply(formula, Level.STABLE, stable));
        AccuracyPage.formulas(Level.FAST).forEach(formula -> apply(formula, Level.FAST, Rules.FAST));
    }

    /** To all nodes that there are while a formula and its derivative are simplified. */
    private static void apply(String formula, Level level, List<Rule> rules) {
        Formula analyzed = Autodiff.analyze(new Source("test", "f = " + formula), Options.DEFAULT.withLevel(level))
                .function()
                .formula();
        Graph graph = analyzed.graph();
        int size = graph.size();
        for (int id = 0; id < size; id++) {
            Node node = graph.get(id);
            FAMILIES.forEach((name, applies) -> {
                if (applies.test(node)) {
                    FAMILIES_APPLIED.add(name);
                }
            });
            rules.stream()
                    .filter(rule -> rule.rewrite(node, inner -> inner) != null)
                    .findFirst()
                    .ifPresent(APPLIED::add);
        }
    }

    @Test
    void everyEquationAppliesToAFormula() {
        List<Rule> all = Stream.of(Rules.EXACT, Rules.STABLE, Rules.FAST).flatMap(List::stream).toList();

        assertThat(all.stream().filter(rule -> !APPLIED.contains(rule)).map(Rule::toString)).isEmpty();
    }

    @Test
    void everyOtherRewriteAppliesToAFormula() {
        assertThat(FAMILIES_APPLIED).containsAll(FAMILIES.keySet());
    }

    @Test
    void everyClassOfRulesIsLookedAt() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Rules.java") && !name.equals("Rules.java"))
                            .map(name -> name.replace(".java", ""))
                            .filter(name -> !OF_OTHERS.contains(name)))
                    .allMatch(FAMILIES::containsKey);
        }
    }
}
