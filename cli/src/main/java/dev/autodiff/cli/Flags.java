package dev.autodiff.cli;

import dev.autodiff.Autodiff;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine;

/**
 * Declares commands and options as objects: to read annotations by reflection would take a third of the time of a
 * start.
 */
final class Flags {
    /** Of options that several commands have. */
    private static final Map<String, String> SHORT_FORMS = Map.of("--at", "-a", "--wrt", "-w");

    /**
     * Picocli's own looks for Groovy: to find that it is nowhere means to open each jar of the class path, which takes
     * longer than a command does.
     */
    private static final IFactory FACTORY = new Factory();

    private Flags() {}

    /** Reads a constant; no lambda, since that would keep picocli's converters out of the prepared class data. */
    private record Choice<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {
        @Override
        public E convert(String text) {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(text)) {
                    return constant;
                }
            }
            String all = Arrays.stream(type.getEnumConstants()).map(E::toString).collect(Collectors.joining(", "));
            throw new TypeConversionException("'" + text + "' is none of " + all);
        }
    }

    /** Reads a whole number, in the notation 1e6 too. */
    private static final class Whole implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return new BigDecimal(text).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a whole number");
            }
        }
    }

    /** Makes what picocli asks for: lists for options that are repeated, and what annotations name. */
    private static final class Factory implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws ReflectiveOperationException {
            Class<?> made = type == List.class ? ArrayList.class : type;
            return type.cast(made.getDeclaredConstructor().newInstance());
        }
    }

    static CommandLine commandLine(Object command) {
        return new CommandLine(command, FACTORY);
    }

    /** A command with the options that all have. */
    static CommandSpec command(String name, Callable<Integer> body, String description, String... footer) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(body, FACTORY);
        spec.name(name).version(Autodiff.VERSION);
        spec.usageMessage().description(description).footer(footer).width(100).longOptionsMaxWidth(28);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
        spec.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version and exit.")
                .build());
        spec.addOption(flag("--debug", "Show the stack trace of an internal error."));
        return spec;
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).type(boolean.class).description(description).build();
    }

    static OptionSpec text(String name, String label, String description) {
        return value(String.class, null, label, description, name);
    }

    /** @param byDefault as a user would write it, or null */
    static OptionSpec value(Class<?> type, String byDefault, String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(type)
                .defaultValue(byDefault)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** One of the constants of an enum, in any case. */
    static <E extends Enum<E>> OptionSpec choice(
            Class<E> type, String byDefault, String label, String description, String name) {
        return OptionSpec.builder(name).type(type).converters(new Choice<>(type))
                .defaultValue(byDefault).paramLabel(label).description(description).build();
    }

    static OptionSpec whole(String byDefault, String description, String name) {
        return OptionSpec.builder(name)
                .type(long.class)
                .converters(new Whole())
                .defaultValue(byDefault)
                .paramLabel("N")
                .description(description)
                .build();
    }

    /** Names, separated by commas or in several options. */
    static OptionSpec names(String name, String description) {
        return list("NAME", forms(name)).splitRegex(",").description(description).build();
    }

    /** Texts, each in an option of its own. */
    static OptionSpec texts(String name, String label, String description) {
        return list(label, forms(name)).description(description).build();
    }

    /** The option with its short form, if it has one. */
    private static String[] forms(String name) {
        String brief = SHORT_FORMS.get(name);
        return brief == null ? new String[] {name} : new String[] {brief, name};
    }

    private static OptionSpec.Builder list(String label, String... forms) {
        return OptionSpec.builder(forms).type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel(label);
    }

    static boolean isSet(ArgSpec flag) {
        return Boolean.TRUE.equals(flag.getValue());
    }

    /** The texts of a list, none if the option was not given. */
    static List<String> all(ArgSpec list) {
        List<String> texts = list.getValue();
        return texts == null ? List.of() : texts;
    }

    /** The names of a list, null if the option was not given; each must be there, and once. */
    static List<String> differentNames(OptionSpec list) {
        List<String> names = list.getValue();
        Set<String> seen = new HashSet<>();
        for (String name : names == null ? List.<String>of() : names) {
            if (name.isBlank()) {
                throw new UsageException(list.longestName() + ": a name is missing between the commas");
            }
            if (!seen.add(name.strip())) {
                throw new UsageException(list.longestName() + ": '" + name.strip() + "' is given twice");
            }
        }
        return names == null ? null : names.stream().map(String::strip).toList();
    }
}
