package dev.autodiff.playground.substitute.javax.lang.model;

import java.util.Set;

/** What is a name in Java 17. */
public enum SourceVersion {
    RELEASE_17;

    private static final Set<String> KEYWORDS = Set.of(
            "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue",
            "default", "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto",
            "if", "implements", "import", "instanceof", "int", "interface", "long", "native", "new", "null", "package",
            "private", "protected", "public", "return", "short", "static", "strictfp", "super", "switch",
            "synchronized", "this", "throw", "throws", "transient", "true", "try", "void", "volatile", "while", "_");

    public static boolean isKeyword(CharSequence text, SourceVersion version) {
        return KEYWORDS.contains(text.toString());
    }

    public static boolean isIdentifier(CharSequence name) {
        String text = name.toString();
        return !text.isEmpty()
                && Character.isJavaIdentifierStart(text.codePointAt(0))
                && text.codePoints().allMatch(Character::isJavaIdentifierPart);
    }

    public static boolean isName(CharSequence name, SourceVersion version) {
        for (String part : name.toString().split("\\.", -1)) {
            if (!isIdentifier(part) || isKeyword(part, version)) {
                return false;
            }
        }
        return true;
    }
}
