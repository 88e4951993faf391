package dev.autodiff.cli;

import dev.autodiff.Compiler;
import dev.autodiff.Options;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

    private final ProgramOptions program = new ProgramOptions();
    private final OptionSpec output = Flags.value(String.class, ".", "DIR|FILE.jar", "Where to; by default this directory.", "-o", "--output");
    private final OptionSpec emit = Flags.choice(Emit.class, "class", "class|java", "A class file or Java source.", "--emit");
    private final OptionSpec packageName = Flags.text("--package", "NAME", "The class's package; by default the unnamed one.");
    private final OptionSpec className = Flags.text("--class", "NAME", "The class's name; by default the function's in CamelCase.");
    private final OptionSpec variables = Flags.names("--wrt", "What to differentiate by; by default all parameters.");
    private final OptionSpec result = Flags.text("--of", "NAME", "The variable that is wanted; by default the function's result.");
    private final OptionSpec force = Flags.flag("--force", "Overwrite files that autodiff did not write.");
    private final OptionSpec json = Flags.flag("--json", "Print what was written as a JSON object.");
    private final CommandSpec spec = Flags.command("compile", this, "Writes a class; one of numbers needs nothing but java.base, one of tensors autodiff-runtime.",
            "",
            "Examples:",
            "  autodiff compile z.ad -o classes",
            "  autodiff compile black_scholes.ad -o greeks.jar --class com.acme.Call --wrt S,sigma",
            "  autodiff compile z.ad -o src --emit java --package com.acme");

    CommandSpec spec() {
        program.addTo(spec);
        spec.addOption(output).addOption(emit).addOption(packageName).addOption(className);
        return spec.addOption(variables).addOption(result).addOption(force).addOption(json);
    }

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        boolean isJava = emit.getValue() == Emit.JAVA;
        String target = output.getValue();
        requireSensibleOutput(target, isJava);
        Options options = program.options().withResult(result.getValue()).withVariables(variables.getValue());
        Compiler.Analysis analysis = program.analyze(options, screen.err());
        String function = analysis.function().formula().name();
        ClassName name = ClassName.of(packageName.getValue(), className.getValue(), function);
        Path written = isJava ? writeJava(target, analysis, name) : writeClass(target, analysis, name);
        if (Flags.isSet(json)) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("function", function);
            answer.put("class", name.qualified());
            answer.put("file", written.toString());
            screen.out().println(Json.print(answer));
        } else {
            screen.out().println("wrote " + written);
        }
        return 0;
    }

    private static void requireSensibleOutput(String target, boolean isJava) {
        if (target.isBlank()) {
            throw new UsageException("-o: the name is empty: give a directory or a .jar");
        }
        if (target.endsWith(".class") || target.endsWith(".java")) {
            throw new UsageException("-o " + target + ": give a directory or a .jar; the file's name follows from --class");
        }
        if (isJava && target.endsWith(".jar")) {
            throw new UsageException("--emit java writes into a directory, not into a jar");
        }
    }

    private Path writeJava(String target, Compiler.Analysis analysis, ClassName name) {
        byte[] java = analysis.javaSource(name.qualified()).getBytes(StandardCharsets.UTF_8);
        return write(Path.of(target).resolve(name.path(".java")), java);
    }

    private Path writeClass(String target, Compiler.Analysis analysis, ClassName name) {
        byte[] classFile = analysis.classFile(name.qualified());
        return target.endsWith(".jar") ? write(Path.of(target), Jar.of(name.path(".class"), classFile))
                : write(Path.of(target).resolve(name.path(".class")), classFile);
    }

    private Path write(Path file, byte[] content) {
        return new Artifact(file, Flags.isSet(force)).write(content);
    }
}
