package dev.autodiff;

import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.ClassContents.Form;
import dev.autodiff.runtime.Signature;
import dev.autodiff.source.Suggestion;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Whether a function can have a class with the contents that somebody chose. */
public final class ContentsCheck {
    private static final String METHODS = "methods";
    private static final String SHARED = "shared";
    private static final String SPARSE = "sparse";
    private static final String DERIVATIVES = "derivatives";

    private final Analysis analysis;
    private final UnaryOperator<String> option;

    /** @param option how the user writes the name of an option: {@code --sparse} on the command line */
    public ContentsCheck(Analysis analysis, UnaryOperator<String> option) {
        this.analysis = analysis;
        this.option = option;
    }

    /**
     * The contents for this function; one of large tensors has tensors in its class in any case.
     *
     * @param forms of methods; none for all of them
     * @param shared parameters that are one number for all points
     * @throws IllegalArgumentException if its class cannot hold them, with a message for the user
     */
    public ClassContents contents(Set<Form> forms, Set<String> shared, boolean isSparse, boolean wantsTensors) {
        String function = analysis.function().formula().name();
        if (isSparse && analysis.entries().kinds().stream().noneMatch(DerivativeKind::isMatrix)) {
            throw new IllegalArgumentException(option.apply(SPARSE)
                    + ": the class has neither a Jacobian nor a Hessian: add one to " + option.apply(DERIVATIVES));
        }
        boolean isChosen = !forms.isEmpty() || !shared.isEmpty();
        boolean keepsTensors = wantsTensors || !analysis.hasClassOfNumbers();
        if (keepsTensors && isChosen) {
            throw new IllegalArgumentException(option.apply(METHODS) + " and " + option.apply(SHARED)
                    + " are for functions of numbers, and '" + function + "' works on tensors: leave them out");
        }
        checkShared(function, shared, forms);
        return new ClassContents(
                forms.isEmpty() ? ClassContents.ALL.forms() : forms, shared, isSparse, keepsTensors);
    }

    private void checkShared(String function, Set<String> shared, Set<Form> forms) {
        String name = option.apply(SHARED);
        List<String> parameters = analysis.signature().parameters().stream().map(Signature.Argument::name).toList();
        for (String parameter : shared) {
            if (!parameters.contains(parameter)) {
                throw new IllegalArgumentException(name + ": '" + function + "' has no parameter '" + parameter + "': "
                        + Suggestion.didYouMean(parameter, parameters, "it has " + Suggestion.listed(parameters)));
            }
        }
        if (!shared.isEmpty() && forms.equals(EnumSet.of(Form.POINT))) {
            throw new IllegalArgumentException(name + ": a method for one point shares nothing: add batch or vector to "
                    + option.apply(METHODS));
        }
        if (!shared.isEmpty() && shared.size() == parameters.size()) {
            throw new IllegalArgumentException(name
                    + ": with all parameters shared all points are the same: leave out the one that differs");
        }
    }
}
