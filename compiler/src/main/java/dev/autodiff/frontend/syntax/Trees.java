package dev.autodiff.frontend.syntax;

import dev.autodiff.grammar.FormulaLexer;
import dev.autodiff.grammar.FormulaParser.AtomContext;
import dev.autodiff.grammar.FormulaParser.BlockContext;
import dev.autodiff.grammar.FormulaParser.BranchContext;
import dev.autodiff.grammar.FormulaParser.CallContext;
import dev.autodiff.grammar.FormulaParser.ComparisonContext;
import dev.autodiff.grammar.FormulaParser.ExpressionContext;
import dev.autodiff.grammar.FormulaParser.IndexContext;
import dev.autodiff.grammar.FormulaParser.ListContext;
import dev.autodiff.grammar.FormulaParser.NameContext;
import dev.autodiff.grammar.FormulaParser.ParenthesesContext;
import dev.autodiff.grammar.FormulaParser.PostfixContext;
import dev.autodiff.grammar.FormulaParser.ResultContext;
import dev.autodiff.grammar.FormulaParser.StatementContext;
import dev.autodiff.grammar.FormulaParser.StringContext;
import dev.autodiff.grammar.FormulaParser.SubscriptContext;
import dev.autodiff.grammar.FormulaParser.TruthContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/** Questions about the form of an expression, without its meaning. */
public final class Trees {
    private Trees() {}

    /** The operand that the expression consists of, or null if there is an operator in it. */
    public static PostfixContext postfix(ParserRuleContext expression) {
        ParseTree tree = expression;
        while (!(tree instanceof PostfixContext)) {
            if (tree.getChildCount() != 1) {
                return null;
            }
            tree = tree.getChild(0);
        }
        return (PostfixContext) tree;
    }

    /** The name that the expression consists of, or null. */
    public static String name(ExpressionContext expression) {
        AtomContext atom = atom(expression);
        return atom == null ? null : name(atom);
    }

    /** The name, number, list or the like that a piece of an expression consists of, or null. */
    public static AtomContext atom(ParserRuleContext expression) {
        PostfixContext postfix = postfix(expression);
        return postfix == null || !postfix.suffix().isEmpty() ? null : postfix.atom();
    }

    public static String name(AtomContext atom) {
        return atom instanceof NameContext name ? name.NAME().getText() : null;
    }

    /**
     * The name that an assignment to this expression changes: the expression itself, or the tensor whose element it is;
     * or null.
     */
    public static String target(ExpressionContext expression) {
        PostfixContext postfix = postfix(expression);
        boolean isElement = postfix != null && postfix.suffix().stream().allMatch(IndexContext.class::isInstance);
        return isElement ? name(postfix.atom()) : null;
    }

    /** Whether one of the branches ends the function. */
    public static boolean returns(BranchContext branch) {
        return branch.block().stream().anyMatch(Trees::returns);
    }

    /** Whether the block ends the function. */
    public static boolean returns(BlockContext block) {
        StatementContext last = block.statement().isEmpty() ? null : block.statement(block.statement().size() - 1);
        return last instanceof ResultContext || last instanceof BranchContext branch && returns(branch);
    }

    /** The list literal that the expression consists of, or null. */
    public static ListContext list(ExpressionContext expression) {
        PostfixContext postfix = postfix(expression);
        return postfix != null && postfix.suffix().isEmpty() && postfix.atom() instanceof ListContext list
                ? list
                : null;
    }

    /** Whether the expression is {@code (a, b)}. */
    public static boolean isInParentheses(ExpressionContext expression) {
        PostfixContext postfix = postfix(expression);
        return postfix != null
                && postfix.suffix().isEmpty()
                && postfix.atom() instanceof ParenthesesContext parentheses
                && parentheses.expression().size() > 1;
    }

    /** The text between the quotes of a string, or null. */
    public static String string(ExpressionContext expression) {
        PostfixContext postfix = postfix(expression);
        boolean isString = postfix != null && postfix.suffix().isEmpty() && postfix.atom() instanceof StringContext;
        return isString ? postfix.getText().substring(1, postfix.getText().length() - 1) : null;
    }

    /** Whether the expression is the call of a name. */
    public static boolean isCall(ExpressionContext expression) {
        PostfixContext postfix = postfix(expression);
        return postfix != null
                && name(postfix.atom()) != null
                && !postfix.suffix().isEmpty()
                && postfix.suffix(0) instanceof CallContext;
    }

    public static boolean isTruth(ExpressionContext expression) {
        PostfixContext postfix = postfix(expression);
        return postfix != null && postfix.suffix().isEmpty() && postfix.atom() instanceof TruthContext;
    }

    /** Whether the expression is {@code a == b}, which looks like an assignment. */
    public static boolean isEquation(ExpressionContext expression) {
        ParseTree tree = expression;
        while (tree.getChildCount() == 1 && !(tree instanceof ComparisonContext)) {
            tree = tree.getChild(0);
        }
        return tree instanceof ComparisonContext comparison && comparison.relation().size() == 1
                && comparison.relation(0).getStart().getType() == FormulaLexer.EQUAL;
    }

    /** The names that stand in an index, or in the range of a loop, somewhere in the trees. */
    public static Set<String> indexNames(List<? extends ParserRuleContext> trees) {
        Set<String> names = new HashSet<>();
        trees.forEach(tree -> collectIndexNames(tree, false, names));
        return names;
    }

    private static void collectIndexNames(ParseTree tree, boolean isInside, Set<String> names) {
        if (isInside && tree instanceof NameContext name) {
            names.add(name.getText());
        }
        boolean isIndex = isInside || tree instanceof SubscriptContext;
        for (int i = 0; i < tree.getChildCount(); i++) {
            collectIndexNames(tree.getChild(i), isIndex, names);
        }
    }
}
