package dev.autodiff.frontend;

import dev.autodiff.grammar.FormulaLexer;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** What is wrong at the first word that does not fit, told from it and the word before. */
record SyntaxError(Token token, String message, String remedy) {
    private static final Set<String> BINARY = Set.of(
            "+", "-", "*", "/", "@", "^", "**", "<", "<=", ">", ">=", "==", "!=", "and", "or", "=");
    private static final Set<String> LOOPS = Set.of("while", "for");

    static SyntaxError at(Token previous, Token found) {
        String before = previous == null ? "" : previous.getText();
        String text = found.getText();
        if (endsStatement(found)) {
            return atEnd(previous, before, found);
        }
        if (LOOPS.contains(text)) {
            return new SyntaxError(found, "'" + text + "' loops are not supported", "write the steps out as statements");
        }
        if (text.equals("if") && !isOperand(previous)) {
            return new SyntaxError(found, "'if' is not a statement", "write y = a if c else b");
        }
        if (before.equals("no_grad")) {
            return new SyntaxError(found, "'no_grad' needs a block", "write no_grad { y = … }");
        }
        if (isOperand(previous) && startsOperand(found)) {
            return betweenOperands(before, found);
        }
        if (text.equals("=")) {
            return new SyntaxError(found, "unexpected '='", "a statement has one '='; compare with '=='");
        }
        if (text.equals("else")) {
            return new SyntaxError(found, "'else' without 'if'", "write a if c else b");
        }
        if (BINARY.contains(before) || BINARY.contains(text)) {
            return new SyntaxError(found, "an operand is missing before '" + text + "'", "");
        }
        return new SyntaxError(found, "unexpected '" + text + "'", "");
    }

    private static SyntaxError atEnd(Token previous, String before, Token found) {
        if (BINARY.contains(before)) {
            return new SyntaxError(previous, "an operand is missing after '" + before + "'", "");
        }
        return switch (before) {
            case "return" -> new SyntaxError(previous, "'return' needs a value", "write return y");
            case "input", "const" -> new SyntaxError(previous, "'" + before + "' needs a name", "write " + before + " x: f64");
            case "no_grad" -> new SyntaxError(previous, "'no_grad' needs a block", "write no_grad { y = … }");
            case "if", "else", "not", "," -> new SyntaxError(previous, "an expression is missing after '" + before + "'", "");
            default -> isOperand(previous)
                    ? new SyntaxError(found, "the expression ends too early", "'a if c' needs 'else b'")
                    : new SyntaxError(previous == null ? found : previous, "the statement is not complete", "");
        };
    }

    private static SyntaxError betweenOperands(String before, Token found) {
        String text = found.getText();
        if (text.equals("{")) {
            return new SyntaxError(found, "unexpected '{'", "a block follows 'no_grad' or the parameters of a function");
        }
        if (before.matches("[0-9.]+") && text.matches("[\\p{L}_].*")) {
            return new SyntaxError(found, "an operator is missing between '" + before + "' and '" + text + "'",
                    "write " + before + "*" + text);
        }
        return new SyntaxError(found, "an operator is missing before '" + text + "'", "");
    }

    private static boolean endsStatement(Token token) {
        return token.getType() == Token.EOF || token.getType() == FormulaLexer.NEWLINE || token.getText().equals(";");
    }

    private static boolean isOperand(Token token) {
        return token != null
                && (token.getType() == FormulaLexer.NUMBER || token.getType() == FormulaLexer.NAME || ")]".contains(token.getText()));
    }

    private static boolean startsOperand(Token token) {
        return token.getType() == FormulaLexer.NUMBER || token.getType() == FormulaLexer.NAME || "([{".contains(token.getText());
    }
}
