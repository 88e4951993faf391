package dev.autodiff.frontend;

import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.frontend.syntax.Foreign;
import dev.autodiff.frontend.values.Failure;
import dev.autodiff.source.Span;
import dev.autodiff.source.Suggestion;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The errors about names that mean nothing. */
final class Unknown {
    private Unknown() {}

    /**
     * A call of something that is no function.
     *
     * @param own the functions of the program
     */
    static Failure function(String name, Span place, Set<String> own, boolean isVariable) {
        if (isVariable) {
            return new Failure(
                    place,
                    "'" + name + "' is a variable, not a function",
                    "to multiply, write " + name + "*(…); an element is " + name + "[i], counted from 0");
        }
        String ours = Foreign.functionFor(name);
        Set<String> known = all();
        known.addAll(own);
        String fallback =
                name.length() <= 2 ? "to multiply, write " + name + "*(…)" : "'autodiff ops' lists the functions";
        String remedy = ours != null
                ? ours.contains("(") ? "write " + ours : "did you mean '" + ours + "'?"
                : Suggestion.didYouMean(name, known, fallback);
        return new Failure(place, "unknown function '" + name + "'", remedy);
    }

    /** The functions of the language. */
    static Set<String> all() {
        return Stream.of(Builtins.names(), Prelude.functions().keySet(), TensorFunctions.names(), Builtins.SPECIAL)
                .flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A name that means nothing in a function.
     *
     * @param visible the names that do
     * @param isOutside whether the program assigns it outside of functions
     */
    static Failure variable(String name, Span place, Collection<String> visible, boolean isOutside) {
        String remedy =
                isOutside ? "functions see their parameters only: make it one" : "make it a parameter of the function";
        return new Failure(
                place, "unknown variable '" + name + "'", Suggestion.didYouMean(name, new TreeSet<>(visible), remedy));
    }
}
