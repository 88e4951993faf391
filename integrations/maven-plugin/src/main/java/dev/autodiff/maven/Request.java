package dev.autodiff.maven;

import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import dev.autodiff.source.Span;
import dev.autodiff.source.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A class that a program is to become.
 *
 * @param compile the options of {@code autodiff compile}
 * @param checks the options of {@code autodiff check}, for each check that the program asks for
 * @param place of the instruction, or null if the program has none and becomes the class that it does by default
 */
record Request(List<String> compile, List<List<String>> checks, Span place) {
    private static final String COMPILE = "compile";
    private static final String CHECK = "check";

    /**
     * One for each instruction {@code compile}, with the instructions {@code check} that follow it; those before the
     * first are for the class that the program becomes by default, which is the only one if there is no instruction.
     *
     * @param common options of all classes
     * @throws dev.autodiff.source.CompileException if there are other instructions
     */
    static List<Request> of(Source source, List<String> common) {
        Diagnostics diagnostics = new Diagnostics(source);
        List<Request> requests = new ArrayList<>();
        for (Instruction instruction : Instruction.in(source)) {
            if (instruction.command().equals(COMPILE)) {
                requests.add(
                        new Request(concat(common, instruction.options()), new ArrayList<>(), instruction.place()));
            } else if (instruction.command().equals(CHECK)) {
                if (requests.isEmpty()) {
                    requests.add(new Request(common, new ArrayList<>(), null));
                }
                requests.get(requests.size() - 1).checks().add(instruction.options());
            } else {
                diagnostics.error(
                        instruction.place(),
                        "a build has no instruction '" + instruction.command() + "'",
                        Suggestion.didYouMean(
                                instruction.command(), List.of(COMPILE, CHECK), "it has compile and check"));
            }
        }
        diagnostics.throwIfErrors();
        return requests.isEmpty() ? List.of(new Request(common, List.of(), null)) : requests;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
