package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.ContentsCheck;
import dev.autodiff.DerivativeKind;
import dev.autodiff.codegen.ClassContents.Form;
import dev.autodiff.codegen.ClassContents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a class is to hold. */
final class ContentOptions {
    private static final String NONE = "none";

    private final OptionSpec derivatives = Flags.names(
            "--derivatives", "none, or some of gradient, jacobian, hessian, jvp, hvp, normal; by default gradient.");
    private final OptionSpec forms = Flags.names("--methods", "Some of point, batch, vector; by default all.");
    private final OptionSpec shared =
            Flags.names("--shared", "Parameters that are one number for all points in methods for many.");
    private final OptionSpec sparse = Flags.flag(
            "--sparse", "Of matrices only the structural non-zeros, with their ROWS and COLUMNS.");

    private final OptionSpec tensors = Flags.flag(
            "--tensors", "Let small tensors of known shapes be Tensors of the runtime, not arrays of numbers.");

    void addTo(CommandSpec command) {
        command.addOption(tensors);
        command.addOption(derivatives).addOption(forms).addOption(shared).addOption(sparse);
    }

    Set<DerivativeKind> derivatives() {
        List<String> names = Flags.differentNames(derivatives);
        if (names == null) {
            return EnumSet.of(DerivativeKind.GRADIENT);
        }
        if (names.contains(NONE) && names.size() > 1) {
            throw new UsageException("--derivatives: 'none' and others exclude each other");
        }
        return names.equals(List.of(NONE)) ? Set.of() : constants(derivatives, names, DerivativeKind.class, NONE);
    }

    private static <E extends Enum<E>> Set<E> constants(
            OptionSpec option, List<String> names, Class<E> type, String more) {
        List<String> known = new ArrayList<>(more == null ? List.of() : List.of(more));
        Arrays.stream(type.getEnumConstants()).map(E::toString).forEach(known::add);
        Set<E> constants = EnumSet.noneOf(type);
        for (String name : names) {
            if (!known.contains(name.toLowerCase(Locale.ROOT))) {
                throw new UsageException(
                        option.longestName() + ": '" + name + "' is none of " + String.join(", ", known));
            }
            constants.add(Enum.valueOf(type, name.toUpperCase(Locale.ROOT)));
        }
        return constants;
    }

    /** What the options say, if the function allows it. */
    ClassContents contents(Analysis analysis) {
        List<String> chosen = Flags.differentNames(forms);
        List<String> common = Flags.differentNames(shared);
        try {
            return new ContentsCheck(analysis, "--"::concat).contents(
                    chosen == null ? Set.of() : constants(forms, chosen, Form.class, null),
                    common == null ? Set.of() : new LinkedHashSet<>(common),
                    Flags.isSet(sparse),
                    Flags.isSet(tensors));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
