package dev.autodiff.autograd;

import java.lang.StackWalker.StackFrame;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line of Java that called this package. */
final class Place {
    /** Of this package and the caller's, which are fetched at once. */
    private static final int FRAMES = 12;

    private static final StackWalker WALKER = StackWalker.getInstance(Set.of(), FRAMES);
    /** What {@link Lbfgs} searches by. */
    private static final String SEARCH = "dev.autodiff.hipparchus.";

    private static final String OURS = Place.class.getPackageName() + ".";

    /** The classes that jshell makes of snippets. */
    private static final Pattern SNIPPET = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)");

    private Place() {}

    /** The caller's frame, or null if there is none; what it costs does not depend on how deep the stack is. */
    static StackFrame caller() {
        return WALKER.walk(frames ->
                frames.filter(frame -> !isOurs(frame.getClassName())).findFirst().orElse(null));
    }

    private static boolean isOurs(String className) {
        return className.startsWith(OURS) && className.indexOf('.', OURS.length()) < 0
                || className.startsWith(SEARCH);
    }

    /** The line of a frame, {@code Training.java:12}, or the snippet of a session, {@code jshell #12}. */
    static String text(StackFrame frame) {
        if (frame == null) {
            return "unknown line";
        }
        Matcher snippet = SNIPPET.matcher(frame.getClassName());
        if (snippet.lookingAt()) {
            return "jshell #" + snippet.group(1);
        }
        String file = frame.getFileName() == null ? frame.getClassName() : frame.getFileName();
        return frame.getLineNumber() < 0 ? file : file + ":" + frame.getLineNumber();
    }

    /** An error of the line that is running. */
    static AutogradException error(String message, String remedy) {
        return new AutogradException(text(caller()), message, remedy);
    }
}
