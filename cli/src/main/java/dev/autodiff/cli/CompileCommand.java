package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code autodiff compile}: writes a class, a jar with it, or Java source. */
final class CompileCommand implements Callable<Integer> {
    /** What is written. */
    enum Emit {
        CLASS,
        JAVA;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String CLASS = ".class";

    private final ProgramOptions program = new ProgramOptions();
    private final OptionSpec output =
            Flags.value(String.class, ".", "DIR|FILE.jar", "Where to; by default this directory.", "-o", "--output");
    private final OptionSpec emit =
            Flags.choice(Emit.class, "class", "class|java", "A class file or Java source.", "--emit");
    private final OptionSpec packageName =
            Flags.text("--package", "NAME", "The class's package; by default the unnamed one.");
    private final OptionSpec className =
            Flags.text("--class", "NAME", "The class's name; by default the function's in CamelCase.");
    private final OptionSpec at = Flags.texts(
            "--at", "'x=[1,2]'", "Values whose types undeclared parameters take, as eval and grad do; repeatable.");
    private final OptionSpec variables =
            Flags.names("--wrt", "The variables of differentiation; by default all parameters.");
    private final OptionSpec results =
            Flags.names("--of", "The variables that are wanted; by default the function's results.");
    private final ContentOptions contents = new ContentOptions();
    private final OptionSpec force = Flags.flag("--force", "Overwrite files that autodiff did not write.");
    private final OptionSpec json = Flags.flag("--json", "Print what was written as a JSON object.");
    private final CommandSpec spec = Flags.command(
            "compile",
            this,
            "Writes a class; one of numbers needs nothing but java.base, one of tensors autodiff-runtime.",
            "",
            "Examples:",
            "  autodiff compile z.ad -o classes",
            "  autodiff compile black_scholes.ad -o greeks.jar --class com.acme.Call --wrt S,sigma",
            "  autodiff compile z.ad -o src --emit java --package com.acme",
            "  autodiff compile flow.ad -o classes --of p,q --derivatives jacobian --methods point --sparse");

    private final String defaultPackage;

    CompileCommand() {
        this(null);
    }

    /** @param defaultPackage of a class that no option gives one, or null */
    CompileCommand(String defaultPackage) {
        this.defaultPackage = defaultPackage;
    }

    CommandSpec spec() {
        program.addTo(spec);
        spec.addOption(output).addOption(emit).addOption(packageName).addOption(className);
        spec.addOption(at).addOption(variables).addOption(results);
        contents.addTo(spec);
        return spec.addOption(force).addOption(json);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        String target = output.getValue();
        requireSensibleOutput(target, emit.getValue() == Emit.JAVA);
        Product product = product(program.analyze(options(), screen.err()));
        List<Path> written = write(target, product);
        if (Flags.isSet(json)) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("function", product.function());
            answer.put("class", product.className());
            answer.put("file", written.get(0).toString());
            if (written.size() > 1) {
                answer.put("companion", written.get(1).toString());
            }
            screen.out().println(Json.print(answer));
        } else {
            screen.out().println("wrote " + written.get(0));
        }
        return 0;
    }

    /** How the program is compiled. */
    Options options() {
        return program.options()
                .withResults(Flags.differentNames(results))
                .withDerivatives(contents.derivatives())
                .withVariables(Flags.differentNames(variables))
                .withArguments(Point.parse(Flags.all(at)).types());
    }

    /** The files of the class. */
    Product product(Analysis analysis) {
        String function = analysis.function().formula().name();
        ClassName name = ClassName.of(packageName(), className.getValue(), function);
        ClassContents chosen = contents.contents(analysis);
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (emit.getValue() == Emit.JAVA) {
            String source = analysis.javaSource(name.qualified(), chosen);
            files.put(name.path(".java"), source.getBytes(StandardCharsets.UTF_8));
        } else {
            for (ClassFile file : analysis.classFiles(name.qualified(), chosen)) {
                files.put(new ClassName(file.name()).path(CLASS), file.bytes());
            }
        }
        return new Product(function, name.qualified(), files);
    }

    private String packageName() {
        String name = className.getValue();
        boolean isGiven = packageName.getValue() != null || name != null && name.contains(".");
        return isGiven ? packageName.getValue() : defaultPackage;
    }

    private static void requireSensibleOutput(String target, boolean isJava) {
        if (target.isBlank()) {
            throw new UsageException("-o: the name is empty: give a directory or a .jar");
        }
        if (target.endsWith(".class") || target.endsWith(".java")) {
            throw new UsageException(
                    "-o " + target + ": give a directory or a .jar; the file's name follows from --class");
        }
        if (isJava && target.endsWith(".jar")) {
            throw new UsageException("--emit java writes into a directory, not into a jar");
        }
    }

    /**
     * The class, and behind it what it uses where there are vector registers: it does without if that is left behind.
     * What an earlier class of this name used, nothing uses any more.
     */
    private List<Path> write(String target, Product product) {
        if (target.endsWith(".jar")) {
            return List.of(write(Path.of(target), Jar.of(product.files())));
        }
        Path root = Path.of(target);
        List<Path> written = new ArrayList<>();
        product.files().forEach((path, content) -> written.add(write(root.resolve(path), content)));
        String companion = new ClassName(ClassFile.companion(product.className())).path(CLASS);
        if (emit.getValue() == Emit.CLASS && !product.files().containsKey(companion)) {
            new Artifact(root.resolve(companion), false).deleteIfOurs();
        }
        return written;
    }

    private Path write(Path file, byte[] content) {
        return new Artifact(file, Flags.isSet(force)).write(content);
    }
}
