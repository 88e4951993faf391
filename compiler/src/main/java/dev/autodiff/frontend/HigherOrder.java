package dev.autodiff.frontend;

import java.util.Set;

/** The functions of the language whose first argument is a function. */
final class HigherOrder {
    static final Set<String> NAMES = Set.of("map", "root", "fixpoint", "minimize");

    private HigherOrder() {}
}
