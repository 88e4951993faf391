// Written by OperationsSourceTest from the tables of the language; run it with -Dgolden=update.
package dev.autodiff.autograd;

/** The functions of the language, for static imports. */
public final class Functions extends Basics {
    private Functions() {}

    /** {@code pow(a, b)}. */
    public static Variable pow(Variable a, Variable b) {
        return Call.of("pow", a, b);
    }

    /** {@code pow(a, b)}. */
    public static Variable pow(Variable a, double b) {
        return Call.of("pow", a, b);
    }

    /** {@code pow(a, b)}. */
    public static Variable pow(double a, Variable b) {
        return Call.of("pow", a, b);
    }

    /** {@code abs(x)}. */
    public static Variable abs(Variable x) {
        return Call.of("abs", x);
    }

    /** {@code sign(x)}. */
    public static Variable sign(Variable x) {
        return Call.of("sign", x);
    }

    /** {@code sqrt(x)}. */
    public static Variable sqrt(Variable x) {
        return Call.of("sqrt", x);
    }

    /** {@code cbrt(x)}. */
    public static Variable cbrt(Variable x) {
        return Call.of("cbrt", x);
    }

    /** {@code exp(x)}. */
    public static Variable exp(Variable x) {
        return Call.of("exp", x);
    }

    /** {@code exp2(x)}. */
    public static Variable exp2(Variable x) {
        return Call.of("exp2", x);
    }

    /** {@code expm1(x)}. */
    public static Variable expm1(Variable x) {
        return Call.of("expm1", x);
    }

    /** {@code log(x)}. */
    public static Variable log(Variable x) {
        return Call.of("log", x);
    }

    /** {@code log1p(x)}. */
    public static Variable log1p(Variable x) {
        return Call.of("log1p", x);
    }

    /** {@code log1mexp(x)}. */
    public static Variable log1mexp(Variable x) {
        return Call.of("log1mexp", x);
    }

    /** {@code log2(x)}. */
    public static Variable log2(Variable x) {
        return Call.of("log2", x);
    }

    /** {@code log10(x)}. */
    public static Variable log10(Variable x) {
        return Call.of("log10", x);
    }

    /** {@code sin(x)}. */
    public static Variable sin(Variable x) {
        return Call.of("sin", x);
    }

    /** {@code cos(x)}. */
    public static Variable cos(Variable x) {
        return Call.of("cos", x);
    }

    /** {@code tan(x)}. */
    public static Variable tan(Variable x) {
        return Call.of("tan", x);
    }

    /** {@code asin(x)}. */
    public static Variable asin(Variable x) {
        return Call.of("asin", x);
    }

    /** {@code acos(x)}. */
    public static Variable acos(Variable x) {
        return Call.of("acos", x);
    }

    /** {@code atan(x)}. */
    public static Variable atan(Variable x) {
        return Call.of("atan", x);
    }

    /** {@code atan2(a, b)}. */
    public static Variable atan2(Variable a, Variable b) {
        return Call.of("atan2", a, b);
    }

    /** {@code atan2(a, b)}. */
    public static Variable atan2(Variable a, double b) {
        return Call.of("atan2", a, b);
    }

    /** {@code atan2(a, b)}. */
    public static Variable atan2(double a, Variable b) {
        return Call.of("atan2", a, b);
    }

    /** {@code sinh(x)}. */
    public static Variable sinh(Variable x) {
        return Call.of("sinh", x);
    }

    /** {@code cosh(x)}. */
    public static Variable cosh(Variable x) {
        return Call.of("cosh", x);
    }

    /** {@code tanh(x)}. */
    public static Variable tanh(Variable x) {
        return Call.of("tanh", x);
    }

    /** {@code sech(x)}. */
    public static Variable sech(Variable x) {
        return Call.of("sech", x);
    }

    /** {@code asinh(x)}. */
    public static Variable asinh(Variable x) {
        return Call.of("asinh", x);
    }

    /** {@code acosh(x)}. */
    public static Variable acosh(Variable x) {
        return Call.of("acosh", x);
    }

    /** {@code atanh(x)}. */
    public static Variable atanh(Variable x) {
        return Call.of("atanh", x);
    }

    /** {@code sigmoid(x)}. */
    public static Variable sigmoid(Variable x) {
        return Call.of("sigmoid", x);
    }

    /** {@code softplus(x)}. */
    public static Variable softplus(Variable x) {
        return Call.of("softplus", x);
    }

    /** {@code logaddexp(a, b)}. */
    public static Variable logaddexp(Variable a, Variable b) {
        return Call.of("logaddexp", a, b);
    }

    /** {@code logaddexp(a, b)}. */
    public static Variable logaddexp(Variable a, double b) {
        return Call.of("logaddexp", a, b);
    }

    /** {@code logaddexp(a, b)}. */
    public static Variable logaddexp(double a, Variable b) {
        return Call.of("logaddexp", a, b);
    }

    /** {@code logaddexp2(a, b)}. */
    public static Variable logaddexp2(Variable a, Variable b) {
        return Call.of("logaddexp2", a, b);
    }

    /** {@code logaddexp2(a, b)}. */
    public static Variable logaddexp2(Variable a, double b) {
        return Call.of("logaddexp2", a, b);
    }

    /** {@code logaddexp2(a, b)}. */
    public static Variable logaddexp2(double a, Variable b) {
        return Call.of("logaddexp2", a, b);
    }

    /** {@code xlogy(a, b)}. */
    public static Variable xlogy(Variable a, Variable b) {
        return Call.of("xlogy", a, b);
    }

    /** {@code xlogy(a, b)}. */
    public static Variable xlogy(Variable a, double b) {
        return Call.of("xlogy", a, b);
    }

    /** {@code xlogy(a, b)}. */
    public static Variable xlogy(double a, Variable b) {
        return Call.of("xlogy", a, b);
    }

    /** {@code xlog1py(a, b)}. */
    public static Variable xlog1py(Variable a, Variable b) {
        return Call.of("xlog1py", a, b);
    }

    /** {@code xlog1py(a, b)}. */
    public static Variable xlog1py(Variable a, double b) {
        return Call.of("xlog1py", a, b);
    }

    /** {@code xlog1py(a, b)}. */
    public static Variable xlog1py(double a, Variable b) {
        return Call.of("xlog1py", a, b);
    }

    /** {@code xlogx(x)}. */
    public static Variable xlogx(Variable x) {
        return Call.of("xlogx", x);
    }

    /** {@code erf(x)}. */
    public static Variable erf(Variable x) {
        return Call.of("erf", x);
    }

    /** {@code erfc(x)}. */
    public static Variable erfc(Variable x) {
        return Call.of("erfc", x);
    }

    /** {@code erfinv(x)}. */
    public static Variable erfinv(Variable x) {
        return Call.of("erfinv", x);
    }

    /** {@code norminv(x)}. */
    public static Variable norminv(Variable x) {
        return Call.of("norminv", x);
    }

    /** {@code normcdf(x)}. */
    public static Variable normcdf(Variable x) {
        return Call.of("normcdf", x);
    }

    /** {@code derivative_of_erfcx(a, b)}. */
    public static Variable derivative_of_erfcx(Variable a, Variable b) {
        return Call.of("derivative_of_erfcx", a, b);
    }

    /** {@code derivative_of_erfcx(a, b)}. */
    public static Variable derivative_of_erfcx(Variable a, double b) {
        return Call.of("derivative_of_erfcx", a, b);
    }

    /** {@code derivative_of_erfcx(a, b)}. */
    public static Variable derivative_of_erfcx(double a, Variable b) {
        return Call.of("derivative_of_erfcx", a, b);
    }

    /** {@code erfcx(x)}. */
    public static Variable erfcx(Variable x) {
        return Call.of("erfcx", x);
    }

    /** {@code derivative_of_log_erfcx(x)}. */
    public static Variable derivative_of_log_erfcx(Variable x) {
        return Call.of("derivative_of_log_erfcx", x);
    }

    /** {@code log_erfc(x)}. */
    public static Variable log_erfc(Variable x) {
        return Call.of("log_erfc", x);
    }

    /** {@code log_ndtr(x)}. */
    public static Variable log_ndtr(Variable x) {
        return Call.of("log_ndtr", x);
    }

    /** {@code lgamma(x)}. */
    public static Variable lgamma(Variable x) {
        return Call.of("lgamma", x);
    }

    /** {@code tgamma(x)}. */
    public static Variable tgamma(Variable x) {
        return Call.of("tgamma", x);
    }

    /** {@code lbeta(a, b)}. */
    public static Variable lbeta(Variable a, Variable b) {
        return Call.of("lbeta", a, b);
    }

    /** {@code lbeta(a, b)}. */
    public static Variable lbeta(Variable a, double b) {
        return Call.of("lbeta", a, b);
    }

    /** {@code lbeta(a, b)}. */
    public static Variable lbeta(double a, Variable b) {
        return Call.of("lbeta", a, b);
    }

    /** {@code euler_beta(a, b)}. */
    public static Variable euler_beta(Variable a, Variable b) {
        return Call.of("euler_beta", a, b);
    }

    /** {@code euler_beta(a, b)}. */
    public static Variable euler_beta(Variable a, double b) {
        return Call.of("euler_beta", a, b);
    }

    /** {@code euler_beta(a, b)}. */
    public static Variable euler_beta(double a, Variable b) {
        return Call.of("euler_beta", a, b);
    }

    /** {@code polygamma_difference(c, a, b)}. */
    public static Variable polygamma_difference(Variable c, Variable a, Variable b) {
        return Call.of("polygamma_difference", c, a, b);
    }

    /** {@code polygamma_difference(c, a, b)}. */
    public static Variable polygamma_difference(Variable c, Variable a, double b) {
        return Call.of("polygamma_difference", c, a, b);
    }

    /** {@code polygamma_difference(c, a, b)}. */
    public static Variable polygamma_difference(Variable c, double a, Variable b) {
        return Call.of("polygamma_difference", c, a, b);
    }

    /** {@code polygamma_difference(c, a, b)}. */
    public static Variable polygamma_difference(Variable c, double a, double b) {
        return Call.of("polygamma_difference", c, a, b);
    }

    /** {@code poch(a, b)}. */
    public static Variable poch(Variable a, Variable b) {
        return Call.of("poch", a, b);
    }

    /** {@code poch(a, b)}. */
    public static Variable poch(Variable a, double b) {
        return Call.of("poch", a, b);
    }

    /** {@code poch(a, b)}. */
    public static Variable poch(double a, Variable b) {
        return Call.of("poch", a, b);
    }

    /** {@code derivative_of_gamma_density(c, a, b)}. */
    public static Variable derivative_of_gamma_density(Variable c, Variable a, Variable b) {
        return Call.of("derivative_of_gamma_density", c, a, b);
    }

    /** {@code derivative_of_gamma_density(c, a, b)}. */
    public static Variable derivative_of_gamma_density(Variable c, Variable a, double b) {
        return Call.of("derivative_of_gamma_density", c, a, b);
    }

    /** {@code derivative_of_gamma_density(c, a, b)}. */
    public static Variable derivative_of_gamma_density(Variable c, double a, Variable b) {
        return Call.of("derivative_of_gamma_density", c, a, b);
    }

    /** {@code derivative_of_gamma_density(c, a, b)}. */
    public static Variable derivative_of_gamma_density(Variable c, double a, double b) {
        return Call.of("derivative_of_gamma_density", c, a, b);
    }

    /** {@code derivative_of_gammap(c, a, b)}. */
    public static Variable derivative_of_gammap(Variable c, Variable a, Variable b) {
        return Call.of("derivative_of_gammap", c, a, b);
    }

    /** {@code derivative_of_gammap(c, a, b)}. */
    public static Variable derivative_of_gammap(Variable c, Variable a, double b) {
        return Call.of("derivative_of_gammap", c, a, b);
    }

    /** {@code derivative_of_gammap(c, a, b)}. */
    public static Variable derivative_of_gammap(Variable c, double a, Variable b) {
        return Call.of("derivative_of_gammap", c, a, b);
    }

    /** {@code derivative_of_gammap(c, a, b)}. */
    public static Variable derivative_of_gammap(Variable c, double a, double b) {
        return Call.of("derivative_of_gammap", c, a, b);
    }

    /** {@code gamma_density(a, b)}. */
    public static Variable gamma_density(Variable a, Variable b) {
        return Call.of("gamma_density", a, b);
    }

    /** {@code gamma_density(a, b)}. */
    public static Variable gamma_density(Variable a, double b) {
        return Call.of("gamma_density", a, b);
    }

    /** {@code gamma_density(a, b)}. */
    public static Variable gamma_density(double a, Variable b) {
        return Call.of("gamma_density", a, b);
    }

    /** {@code gammap(a, b)}. */
    public static Variable gammap(Variable a, Variable b) {
        return Call.of("gammap", a, b);
    }

    /** {@code gammap(a, b)}. */
    public static Variable gammap(Variable a, double b) {
        return Call.of("gammap", a, b);
    }

    /** {@code gammap(a, b)}. */
    public static Variable gammap(double a, Variable b) {
        return Call.of("gammap", a, b);
    }

    /** {@code gammaq(a, b)}. */
    public static Variable gammaq(Variable a, Variable b) {
        return Call.of("gammaq", a, b);
    }

    /** {@code gammaq(a, b)}. */
    public static Variable gammaq(Variable a, double b) {
        return Call.of("gammaq", a, b);
    }

    /** {@code gammaq(a, b)}. */
    public static Variable gammaq(double a, Variable b) {
        return Call.of("gammaq", a, b);
    }

    /** {@code gammapinv(a, b)}. */
    public static Variable gammapinv(Variable a, Variable b) {
        return Call.of("gammapinv", a, b);
    }

    /** {@code gammapinv(a, b)}. */
    public static Variable gammapinv(Variable a, double b) {
        return Call.of("gammapinv", a, b);
    }

    /** {@code gammapinv(a, b)}. */
    public static Variable gammapinv(double a, Variable b) {
        return Call.of("gammapinv", a, b);
    }

    /** {@code gammaqinv(a, b)}. */
    public static Variable gammaqinv(Variable a, Variable b) {
        return Call.of("gammaqinv", a, b);
    }

    /** {@code gammaqinv(a, b)}. */
    public static Variable gammaqinv(Variable a, double b) {
        return Call.of("gammaqinv", a, b);
    }

    /** {@code gammaqinv(a, b)}. */
    public static Variable gammaqinv(double a, Variable b) {
        return Call.of("gammaqinv", a, b);
    }

    /** {@code beta_density(c, a, b)}. */
    public static Variable beta_density(Variable c, Variable a, Variable b) {
        return Call.of("beta_density", c, a, b);
    }

    /** {@code beta_density(c, a, b)}. */
    public static Variable beta_density(Variable c, Variable a, double b) {
        return Call.of("beta_density", c, a, b);
    }

    /** {@code beta_density(c, a, b)}. */
    public static Variable beta_density(Variable c, double a, Variable b) {
        return Call.of("beta_density", c, a, b);
    }

    /** {@code beta_density(c, a, b)}. */
    public static Variable beta_density(Variable c, double a, double b) {
        return Call.of("beta_density", c, a, b);
    }

    /** {@code betainc_by_aa(c, a, b)}. */
    public static Variable betainc_by_aa(Variable c, Variable a, Variable b) {
        return Call.of("betainc_by_aa", c, a, b);
    }

    /** {@code betainc_by_aa(c, a, b)}. */
    public static Variable betainc_by_aa(Variable c, Variable a, double b) {
        return Call.of("betainc_by_aa", c, a, b);
    }

    /** {@code betainc_by_aa(c, a, b)}. */
    public static Variable betainc_by_aa(Variable c, double a, Variable b) {
        return Call.of("betainc_by_aa", c, a, b);
    }

    /** {@code betainc_by_aa(c, a, b)}. */
    public static Variable betainc_by_aa(Variable c, double a, double b) {
        return Call.of("betainc_by_aa", c, a, b);
    }

    /** {@code betainc_by_ab(c, a, b)}. */
    public static Variable betainc_by_ab(Variable c, Variable a, Variable b) {
        return Call.of("betainc_by_ab", c, a, b);
    }

    /** {@code betainc_by_ab(c, a, b)}. */
    public static Variable betainc_by_ab(Variable c, Variable a, double b) {
        return Call.of("betainc_by_ab", c, a, b);
    }

    /** {@code betainc_by_ab(c, a, b)}. */
    public static Variable betainc_by_ab(Variable c, double a, Variable b) {
        return Call.of("betainc_by_ab", c, a, b);
    }

    /** {@code betainc_by_ab(c, a, b)}. */
    public static Variable betainc_by_ab(Variable c, double a, double b) {
        return Call.of("betainc_by_ab", c, a, b);
    }

    /** {@code betainc_by_bb(c, a, b)}. */
    public static Variable betainc_by_bb(Variable c, Variable a, Variable b) {
        return Call.of("betainc_by_bb", c, a, b);
    }

    /** {@code betainc_by_bb(c, a, b)}. */
    public static Variable betainc_by_bb(Variable c, Variable a, double b) {
        return Call.of("betainc_by_bb", c, a, b);
    }

    /** {@code betainc_by_bb(c, a, b)}. */
    public static Variable betainc_by_bb(Variable c, double a, Variable b) {
        return Call.of("betainc_by_bb", c, a, b);
    }

    /** {@code betainc_by_bb(c, a, b)}. */
    public static Variable betainc_by_bb(Variable c, double a, double b) {
        return Call.of("betainc_by_bb", c, a, b);
    }

    /** {@code betainc_by_a(c, a, b)}. */
    public static Variable betainc_by_a(Variable c, Variable a, Variable b) {
        return Call.of("betainc_by_a", c, a, b);
    }

    /** {@code betainc_by_a(c, a, b)}. */
    public static Variable betainc_by_a(Variable c, Variable a, double b) {
        return Call.of("betainc_by_a", c, a, b);
    }

    /** {@code betainc_by_a(c, a, b)}. */
    public static Variable betainc_by_a(Variable c, double a, Variable b) {
        return Call.of("betainc_by_a", c, a, b);
    }

    /** {@code betainc_by_a(c, a, b)}. */
    public static Variable betainc_by_a(Variable c, double a, double b) {
        return Call.of("betainc_by_a", c, a, b);
    }

    /** {@code betainc_by_b(c, a, b)}. */
    public static Variable betainc_by_b(Variable c, Variable a, Variable b) {
        return Call.of("betainc_by_b", c, a, b);
    }

    /** {@code betainc_by_b(c, a, b)}. */
    public static Variable betainc_by_b(Variable c, Variable a, double b) {
        return Call.of("betainc_by_b", c, a, b);
    }

    /** {@code betainc_by_b(c, a, b)}. */
    public static Variable betainc_by_b(Variable c, double a, Variable b) {
        return Call.of("betainc_by_b", c, a, b);
    }

    /** {@code betainc_by_b(c, a, b)}. */
    public static Variable betainc_by_b(Variable c, double a, double b) {
        return Call.of("betainc_by_b", c, a, b);
    }

    /** {@code betainc(c, a, b)}. */
    public static Variable betainc(Variable c, Variable a, Variable b) {
        return Call.of("betainc", c, a, b);
    }

    /** {@code betainc(c, a, b)}. */
    public static Variable betainc(Variable c, Variable a, double b) {
        return Call.of("betainc", c, a, b);
    }

    /** {@code betainc(c, a, b)}. */
    public static Variable betainc(Variable c, double a, Variable b) {
        return Call.of("betainc", c, a, b);
    }

    /** {@code betainc(c, a, b)}. */
    public static Variable betainc(Variable c, double a, double b) {
        return Call.of("betainc", c, a, b);
    }

    /** {@code betaincc(c, a, b)}. */
    public static Variable betaincc(Variable c, Variable a, Variable b) {
        return Call.of("betaincc", c, a, b);
    }

    /** {@code betaincc(c, a, b)}. */
    public static Variable betaincc(Variable c, Variable a, double b) {
        return Call.of("betaincc", c, a, b);
    }

    /** {@code betaincc(c, a, b)}. */
    public static Variable betaincc(Variable c, double a, Variable b) {
        return Call.of("betaincc", c, a, b);
    }

    /** {@code betaincc(c, a, b)}. */
    public static Variable betaincc(Variable c, double a, double b) {
        return Call.of("betaincc", c, a, b);
    }

    /** {@code betaincinv(c, a, b)}. */
    public static Variable betaincinv(Variable c, Variable a, Variable b) {
        return Call.of("betaincinv", c, a, b);
    }

    /** {@code betaincinv(c, a, b)}. */
    public static Variable betaincinv(Variable c, Variable a, double b) {
        return Call.of("betaincinv", c, a, b);
    }

    /** {@code betaincinv(c, a, b)}. */
    public static Variable betaincinv(Variable c, double a, Variable b) {
        return Call.of("betaincinv", c, a, b);
    }

    /** {@code betaincinv(c, a, b)}. */
    public static Variable betaincinv(Variable c, double a, double b) {
        return Call.of("betaincinv", c, a, b);
    }

    /** {@code tpdf(a, b)}. */
    public static Variable tpdf(Variable a, Variable b) {
        return Call.of("tpdf", a, b);
    }

    /** {@code tpdf(a, b)}. */
    public static Variable tpdf(Variable a, double b) {
        return Call.of("tpdf", a, b);
    }

    /** {@code tpdf(a, b)}. */
    public static Variable tpdf(double a, Variable b) {
        return Call.of("tpdf", a, b);
    }

    /** {@code tcdf_by_df(a, b)}. */
    public static Variable tcdf_by_df(Variable a, Variable b) {
        return Call.of("tcdf_by_df", a, b);
    }

    /** {@code tcdf_by_df(a, b)}. */
    public static Variable tcdf_by_df(Variable a, double b) {
        return Call.of("tcdf_by_df", a, b);
    }

    /** {@code tcdf_by_df(a, b)}. */
    public static Variable tcdf_by_df(double a, Variable b) {
        return Call.of("tcdf_by_df", a, b);
    }

    /** {@code tcdf(a, b)}. */
    public static Variable tcdf(Variable a, Variable b) {
        return Call.of("tcdf", a, b);
    }

    /** {@code tcdf(a, b)}. */
    public static Variable tcdf(Variable a, double b) {
        return Call.of("tcdf", a, b);
    }

    /** {@code tcdf(a, b)}. */
    public static Variable tcdf(double a, Variable b) {
        return Call.of("tcdf", a, b);
    }

    /** {@code digamma(x)}. */
    public static Variable digamma(Variable x) {
        return Call.of("digamma", x);
    }

    /** {@code trigamma(x)}. */
    public static Variable trigamma(Variable x) {
        return Call.of("trigamma", x);
    }

    /** {@code polygamma(a, b)}. */
    public static Variable polygamma(Variable a, Variable b) {
        return Call.of("polygamma", a, b);
    }

    /** {@code polygamma(a, b)}. */
    public static Variable polygamma(Variable a, double b) {
        return Call.of("polygamma", a, b);
    }

    /** {@code polygamma(a, b)}. */
    public static Variable polygamma(double a, Variable b) {
        return Call.of("polygamma", a, b);
    }

    /** {@code derivative_of_zeta(c, a, b)}. */
    public static Variable derivative_of_zeta(Variable c, Variable a, Variable b) {
        return Call.of("derivative_of_zeta", c, a, b);
    }

    /** {@code derivative_of_zeta(c, a, b)}. */
    public static Variable derivative_of_zeta(Variable c, Variable a, double b) {
        return Call.of("derivative_of_zeta", c, a, b);
    }

    /** {@code derivative_of_zeta(c, a, b)}. */
    public static Variable derivative_of_zeta(Variable c, double a, Variable b) {
        return Call.of("derivative_of_zeta", c, a, b);
    }

    /** {@code derivative_of_zeta(c, a, b)}. */
    public static Variable derivative_of_zeta(Variable c, double a, double b) {
        return Call.of("derivative_of_zeta", c, a, b);
    }

    /** {@code expn(a, b)}. */
    public static Variable expn(Variable a, Variable b) {
        return Call.of("expn", a, b);
    }

    /** {@code expn(a, b)}. */
    public static Variable expn(Variable a, double b) {
        return Call.of("expn", a, b);
    }

    /** {@code expn(a, b)}. */
    public static Variable expn(double a, Variable b) {
        return Call.of("expn", a, b);
    }

    /** {@code expi(x)}. */
    public static Variable expi(Variable x) {
        return Call.of("expi", x);
    }

    /** {@code derivative_of_ellipk(a, b)}. */
    public static Variable derivative_of_ellipk(Variable a, Variable b) {
        return Call.of("derivative_of_ellipk", a, b);
    }

    /** {@code derivative_of_ellipk(a, b)}. */
    public static Variable derivative_of_ellipk(Variable a, double b) {
        return Call.of("derivative_of_ellipk", a, b);
    }

    /** {@code derivative_of_ellipk(a, b)}. */
    public static Variable derivative_of_ellipk(double a, Variable b) {
        return Call.of("derivative_of_ellipk", a, b);
    }

    /** {@code ellipk(x)}. */
    public static Variable ellipk(Variable x) {
        return Call.of("ellipk", x);
    }

    /** {@code derivative_of_ellipe(a, b)}. */
    public static Variable derivative_of_ellipe(Variable a, Variable b) {
        return Call.of("derivative_of_ellipe", a, b);
    }

    /** {@code derivative_of_ellipe(a, b)}. */
    public static Variable derivative_of_ellipe(Variable a, double b) {
        return Call.of("derivative_of_ellipe", a, b);
    }

    /** {@code derivative_of_ellipe(a, b)}. */
    public static Variable derivative_of_ellipe(double a, Variable b) {
        return Call.of("derivative_of_ellipe", a, b);
    }

    /** {@code ellipe(x)}. */
    public static Variable ellipe(Variable x) {
        return Call.of("ellipe", x);
    }

    /** {@code lambertw(x)}. */
    public static Variable lambertw(Variable x) {
        return Call.of("lambertw", x);
    }

    /** {@code bessel_j(a, b)}. */
    public static Variable bessel_j(Variable a, Variable b) {
        return Call.of("bessel_j", a, b);
    }

    /** {@code bessel_j(a, b)}. */
    public static Variable bessel_j(Variable a, double b) {
        return Call.of("bessel_j", a, b);
    }

    /** {@code bessel_j(a, b)}. */
    public static Variable bessel_j(double a, Variable b) {
        return Call.of("bessel_j", a, b);
    }

    /** {@code bessel_y(a, b)}. */
    public static Variable bessel_y(Variable a, Variable b) {
        return Call.of("bessel_y", a, b);
    }

    /** {@code bessel_y(a, b)}. */
    public static Variable bessel_y(Variable a, double b) {
        return Call.of("bessel_y", a, b);
    }

    /** {@code bessel_y(a, b)}. */
    public static Variable bessel_y(double a, Variable b) {
        return Call.of("bessel_y", a, b);
    }

    /** {@code bessel_i(a, b)}. */
    public static Variable bessel_i(Variable a, Variable b) {
        return Call.of("bessel_i", a, b);
    }

    /** {@code bessel_i(a, b)}. */
    public static Variable bessel_i(Variable a, double b) {
        return Call.of("bessel_i", a, b);
    }

    /** {@code bessel_i(a, b)}. */
    public static Variable bessel_i(double a, Variable b) {
        return Call.of("bessel_i", a, b);
    }

    /** {@code bessel_k(a, b)}. */
    public static Variable bessel_k(Variable a, Variable b) {
        return Call.of("bessel_k", a, b);
    }

    /** {@code bessel_k(a, b)}. */
    public static Variable bessel_k(Variable a, double b) {
        return Call.of("bessel_k", a, b);
    }

    /** {@code bessel_k(a, b)}. */
    public static Variable bessel_k(double a, Variable b) {
        return Call.of("bessel_k", a, b);
    }

    /** {@code derivative_of_scaled_i(c, a, b)}. */
    public static Variable derivative_of_scaled_i(Variable c, Variable a, Variable b) {
        return Call.of("derivative_of_scaled_i", c, a, b);
    }

    /** {@code derivative_of_scaled_i(c, a, b)}. */
    public static Variable derivative_of_scaled_i(Variable c, Variable a, double b) {
        return Call.of("derivative_of_scaled_i", c, a, b);
    }

    /** {@code derivative_of_scaled_i(c, a, b)}. */
    public static Variable derivative_of_scaled_i(Variable c, double a, Variable b) {
        return Call.of("derivative_of_scaled_i", c, a, b);
    }

    /** {@code derivative_of_scaled_i(c, a, b)}. */
    public static Variable derivative_of_scaled_i(Variable c, double a, double b) {
        return Call.of("derivative_of_scaled_i", c, a, b);
    }

    /** {@code derivative_of_scaled_k(c, a, b)}. */
    public static Variable derivative_of_scaled_k(Variable c, Variable a, Variable b) {
        return Call.of("derivative_of_scaled_k", c, a, b);
    }

    /** {@code derivative_of_scaled_k(c, a, b)}. */
    public static Variable derivative_of_scaled_k(Variable c, Variable a, double b) {
        return Call.of("derivative_of_scaled_k", c, a, b);
    }

    /** {@code derivative_of_scaled_k(c, a, b)}. */
    public static Variable derivative_of_scaled_k(Variable c, double a, Variable b) {
        return Call.of("derivative_of_scaled_k", c, a, b);
    }

    /** {@code derivative_of_scaled_k(c, a, b)}. */
    public static Variable derivative_of_scaled_k(Variable c, double a, double b) {
        return Call.of("derivative_of_scaled_k", c, a, b);
    }

    /** {@code derivative_of_scaled_i0(a, b)}. */
    public static Variable derivative_of_scaled_i0(Variable a, Variable b) {
        return Call.of("derivative_of_scaled_i0", a, b);
    }

    /** {@code derivative_of_scaled_i0(a, b)}. */
    public static Variable derivative_of_scaled_i0(Variable a, double b) {
        return Call.of("derivative_of_scaled_i0", a, b);
    }

    /** {@code derivative_of_scaled_i0(a, b)}. */
    public static Variable derivative_of_scaled_i0(double a, Variable b) {
        return Call.of("derivative_of_scaled_i0", a, b);
    }

    /** {@code derivative_of_scaled_i1(a, b)}. */
    public static Variable derivative_of_scaled_i1(Variable a, Variable b) {
        return Call.of("derivative_of_scaled_i1", a, b);
    }

    /** {@code derivative_of_scaled_i1(a, b)}. */
    public static Variable derivative_of_scaled_i1(Variable a, double b) {
        return Call.of("derivative_of_scaled_i1", a, b);
    }

    /** {@code derivative_of_scaled_i1(a, b)}. */
    public static Variable derivative_of_scaled_i1(double a, Variable b) {
        return Call.of("derivative_of_scaled_i1", a, b);
    }

    /** {@code derivative_of_scaled_k0(a, b)}. */
    public static Variable derivative_of_scaled_k0(Variable a, Variable b) {
        return Call.of("derivative_of_scaled_k0", a, b);
    }

    /** {@code derivative_of_scaled_k0(a, b)}. */
    public static Variable derivative_of_scaled_k0(Variable a, double b) {
        return Call.of("derivative_of_scaled_k0", a, b);
    }

    /** {@code derivative_of_scaled_k0(a, b)}. */
    public static Variable derivative_of_scaled_k0(double a, Variable b) {
        return Call.of("derivative_of_scaled_k0", a, b);
    }

    /** {@code derivative_of_scaled_k1(a, b)}. */
    public static Variable derivative_of_scaled_k1(Variable a, Variable b) {
        return Call.of("derivative_of_scaled_k1", a, b);
    }

    /** {@code derivative_of_scaled_k1(a, b)}. */
    public static Variable derivative_of_scaled_k1(Variable a, double b) {
        return Call.of("derivative_of_scaled_k1", a, b);
    }

    /** {@code derivative_of_scaled_k1(a, b)}. */
    public static Variable derivative_of_scaled_k1(double a, Variable b) {
        return Call.of("derivative_of_scaled_k1", a, b);
    }

    /** {@code derivative_of_sin_over_x(a, b)}. */
    public static Variable derivative_of_sin_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_sin_over_x", a, b);
    }

    /** {@code derivative_of_sin_over_x(a, b)}. */
    public static Variable derivative_of_sin_over_x(Variable a, double b) {
        return Call.of("derivative_of_sin_over_x", a, b);
    }

    /** {@code derivative_of_sin_over_x(a, b)}. */
    public static Variable derivative_of_sin_over_x(double a, Variable b) {
        return Call.of("derivative_of_sin_over_x", a, b);
    }

    /** {@code sin_over_x(x)}. */
    public static Variable sin_over_x(Variable x) {
        return Call.of("sin_over_x", x);
    }

    /** {@code derivative_of_sinh_over_x(a, b)}. */
    public static Variable derivative_of_sinh_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_sinh_over_x", a, b);
    }

    /** {@code derivative_of_sinh_over_x(a, b)}. */
    public static Variable derivative_of_sinh_over_x(Variable a, double b) {
        return Call.of("derivative_of_sinh_over_x", a, b);
    }

    /** {@code derivative_of_sinh_over_x(a, b)}. */
    public static Variable derivative_of_sinh_over_x(double a, Variable b) {
        return Call.of("derivative_of_sinh_over_x", a, b);
    }

    /** {@code sinh_over_x(x)}. */
    public static Variable sinh_over_x(Variable x) {
        return Call.of("sinh_over_x", x);
    }

    /** {@code derivative_of_expm1_over_x(a, b)}. */
    public static Variable derivative_of_expm1_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_expm1_over_x", a, b);
    }

    /** {@code derivative_of_expm1_over_x(a, b)}. */
    public static Variable derivative_of_expm1_over_x(Variable a, double b) {
        return Call.of("derivative_of_expm1_over_x", a, b);
    }

    /** {@code derivative_of_expm1_over_x(a, b)}. */
    public static Variable derivative_of_expm1_over_x(double a, Variable b) {
        return Call.of("derivative_of_expm1_over_x", a, b);
    }

    /** {@code expm1_over_x(x)}. */
    public static Variable expm1_over_x(Variable x) {
        return Call.of("expm1_over_x", x);
    }

    /** {@code derivative_of_log1p_over_x(a, b)}. */
    public static Variable derivative_of_log1p_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_log1p_over_x", a, b);
    }

    /** {@code derivative_of_log1p_over_x(a, b)}. */
    public static Variable derivative_of_log1p_over_x(Variable a, double b) {
        return Call.of("derivative_of_log1p_over_x", a, b);
    }

    /** {@code derivative_of_log1p_over_x(a, b)}. */
    public static Variable derivative_of_log1p_over_x(double a, Variable b) {
        return Call.of("derivative_of_log1p_over_x", a, b);
    }

    /** {@code log1p_over_x(x)}. */
    public static Variable log1p_over_x(Variable x) {
        return Call.of("log1p_over_x", x);
    }

    /** {@code dilog(x)}. */
    public static Variable dilog(Variable x) {
        return Call.of("dilog", x);
    }

    /** {@code spence(x)}. */
    public static Variable spence(Variable x) {
        return Call.of("spence", x);
    }

    /** {@code derivative_of_asin_over_x(a, b)}. */
    public static Variable derivative_of_asin_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_asin_over_x", a, b);
    }

    /** {@code derivative_of_asin_over_x(a, b)}. */
    public static Variable derivative_of_asin_over_x(Variable a, double b) {
        return Call.of("derivative_of_asin_over_x", a, b);
    }

    /** {@code derivative_of_asin_over_x(a, b)}. */
    public static Variable derivative_of_asin_over_x(double a, Variable b) {
        return Call.of("derivative_of_asin_over_x", a, b);
    }

    /** {@code asin_over_x(x)}. */
    public static Variable asin_over_x(Variable x) {
        return Call.of("asin_over_x", x);
    }

    /** {@code derivative_of_atan_over_x(a, b)}. */
    public static Variable derivative_of_atan_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_atan_over_x", a, b);
    }

    /** {@code derivative_of_atan_over_x(a, b)}. */
    public static Variable derivative_of_atan_over_x(Variable a, double b) {
        return Call.of("derivative_of_atan_over_x", a, b);
    }

    /** {@code derivative_of_atan_over_x(a, b)}. */
    public static Variable derivative_of_atan_over_x(double a, Variable b) {
        return Call.of("derivative_of_atan_over_x", a, b);
    }

    /** {@code atan_over_x(x)}. */
    public static Variable atan_over_x(Variable x) {
        return Call.of("atan_over_x", x);
    }

    /** {@code derivative_of_asinh_over_x(a, b)}. */
    public static Variable derivative_of_asinh_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_asinh_over_x", a, b);
    }

    /** {@code derivative_of_asinh_over_x(a, b)}. */
    public static Variable derivative_of_asinh_over_x(Variable a, double b) {
        return Call.of("derivative_of_asinh_over_x", a, b);
    }

    /** {@code derivative_of_asinh_over_x(a, b)}. */
    public static Variable derivative_of_asinh_over_x(double a, Variable b) {
        return Call.of("derivative_of_asinh_over_x", a, b);
    }

    /** {@code asinh_over_x(x)}. */
    public static Variable asinh_over_x(Variable x) {
        return Call.of("asinh_over_x", x);
    }

    /** {@code derivative_of_atanh_over_x(a, b)}. */
    public static Variable derivative_of_atanh_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_atanh_over_x", a, b);
    }

    /** {@code derivative_of_atanh_over_x(a, b)}. */
    public static Variable derivative_of_atanh_over_x(Variable a, double b) {
        return Call.of("derivative_of_atanh_over_x", a, b);
    }

    /** {@code derivative_of_atanh_over_x(a, b)}. */
    public static Variable derivative_of_atanh_over_x(double a, Variable b) {
        return Call.of("derivative_of_atanh_over_x", a, b);
    }

    /** {@code atanh_over_x(x)}. */
    public static Variable atanh_over_x(Variable x) {
        return Call.of("atanh_over_x", x);
    }

    /** {@code derivative_of_erf_over_x(a, b)}. */
    public static Variable derivative_of_erf_over_x(Variable a, Variable b) {
        return Call.of("derivative_of_erf_over_x", a, b);
    }

    /** {@code derivative_of_erf_over_x(a, b)}. */
    public static Variable derivative_of_erf_over_x(Variable a, double b) {
        return Call.of("derivative_of_erf_over_x", a, b);
    }

    /** {@code derivative_of_erf_over_x(a, b)}. */
    public static Variable derivative_of_erf_over_x(double a, Variable b) {
        return Call.of("derivative_of_erf_over_x", a, b);
    }

    /** {@code erf_over_x(x)}. */
    public static Variable erf_over_x(Variable x) {
        return Call.of("erf_over_x", x);
    }

    /** {@code expm1_over(a, b)}. */
    public static Variable expm1_over(Variable a, Variable b) {
        return Call.of("expm1_over", a, b);
    }

    /** {@code expm1_over(a, b)}. */
    public static Variable expm1_over(Variable a, double b) {
        return Call.of("expm1_over", a, b);
    }

    /** {@code expm1_over(a, b)}. */
    public static Variable expm1_over(double a, Variable b) {
        return Call.of("expm1_over", a, b);
    }

    /** {@code tanh_over_x(x)}. */
    public static Variable tanh_over_x(Variable x) {
        return Call.of("tanh_over_x", x);
    }

    /** {@code x_over_tanh(x)}. */
    public static Variable x_over_tanh(Variable x) {
        return Call.of("x_over_tanh", x);
    }

    /** {@code x_over_expm1(x)}. */
    public static Variable x_over_expm1(Variable x) {
        return Call.of("x_over_expm1", x);
    }

    /** {@code x_over_log1p(x)}. */
    public static Variable x_over_log1p(Variable x) {
        return Call.of("x_over_log1p", x);
    }

    /** {@code x_minus_sin(x)}. */
    public static Variable x_minus_sin(Variable x) {
        return Call.of("x_minus_sin", x);
    }

    /** {@code sinh_minus_x(x)}. */
    public static Variable sinh_minus_x(Variable x) {
        return Call.of("sinh_minus_x", x);
    }

    /** {@code tan_minus_x(x)}. */
    public static Variable tan_minus_x(Variable x) {
        return Call.of("tan_minus_x", x);
    }

    /** {@code tanhshrink(x)}. */
    public static Variable tanhshrink(Variable x) {
        return Call.of("tanhshrink", x);
    }

    /** {@code expm1_minus_x(x)}. */
    public static Variable expm1_minus_x(Variable x) {
        return Call.of("expm1_minus_x", x);
    }

    /** {@code log1p_minus_x(x)}. */
    public static Variable log1p_minus_x(Variable x) {
        return Call.of("log1p_minus_x", x);
    }

    /** {@code sqrt1pm1(x)}. */
    public static Variable sqrt1pm1(Variable x) {
        return Call.of("sqrt1pm1", x);
    }

    /** {@code powm1(a, b)}. */
    public static Variable powm1(Variable a, Variable b) {
        return Call.of("powm1", a, b);
    }

    /** {@code powm1(a, b)}. */
    public static Variable powm1(Variable a, double b) {
        return Call.of("powm1", a, b);
    }

    /** {@code powm1(a, b)}. */
    public static Variable powm1(double a, Variable b) {
        return Call.of("powm1", a, b);
    }

    /** {@code x_minus_sin_over_x3(x)}. */
    public static Variable x_minus_sin_over_x3(Variable x) {
        return Call.of("x_minus_sin_over_x3", x);
    }

    /** {@code sinh_minus_x_over_x3(x)}. */
    public static Variable sinh_minus_x_over_x3(Variable x) {
        return Call.of("sinh_minus_x_over_x3", x);
    }

    /** {@code tan_minus_x_over_x3(x)}. */
    public static Variable tan_minus_x_over_x3(Variable x) {
        return Call.of("tan_minus_x_over_x3", x);
    }

    /** {@code x_minus_tanh_over_x3(x)}. */
    public static Variable x_minus_tanh_over_x3(Variable x) {
        return Call.of("x_minus_tanh_over_x3", x);
    }

    /** {@code expm1_minus_x_over_x2(x)}. */
    public static Variable expm1_minus_x_over_x2(Variable x) {
        return Call.of("expm1_minus_x_over_x2", x);
    }

    /** {@code log1p_minus_x_over_x2(x)}. */
    public static Variable log1p_minus_x_over_x2(Variable x) {
        return Call.of("log1p_minus_x_over_x2", x);
    }

    /** {@code langevin(x)}. */
    public static Variable langevin(Variable x) {
        return Call.of("langevin", x);
    }

    /** {@code boxcox(a, b)}. */
    public static Variable boxcox(Variable a, Variable b) {
        return Call.of("boxcox", a, b);
    }

    /** {@code boxcox(a, b)}. */
    public static Variable boxcox(Variable a, double b) {
        return Call.of("boxcox", a, b);
    }

    /** {@code boxcox(a, b)}. */
    public static Variable boxcox(double a, Variable b) {
        return Call.of("boxcox", a, b);
    }

    /** {@code hypot(a, b)}. */
    public static Variable hypot(Variable a, Variable b) {
        return Call.of("hypot", a, b);
    }

    /** {@code hypot(a, b)}. */
    public static Variable hypot(Variable a, double b) {
        return Call.of("hypot", a, b);
    }

    /** {@code hypot(a, b)}. */
    public static Variable hypot(double a, Variable b) {
        return Call.of("hypot", a, b);
    }

    /** {@code softsign(x)}. */
    public static Variable softsign(Variable x) {
        return Call.of("softsign", x);
    }

    /** {@code min(a, b)}. */
    public static Variable min(Variable a, Variable b) {
        return Call.of("min", a, b);
    }

    /** {@code min(a, b)}. */
    public static Variable min(Variable a, double b) {
        return Call.of("min", a, b);
    }

    /** {@code min(a, b)}. */
    public static Variable min(double a, Variable b) {
        return Call.of("min", a, b);
    }

    /** {@code max(a, b)}. */
    public static Variable max(Variable a, Variable b) {
        return Call.of("max", a, b);
    }

    /** {@code max(a, b)}. */
    public static Variable max(Variable a, double b) {
        return Call.of("max", a, b);
    }

    /** {@code max(a, b)}. */
    public static Variable max(double a, Variable b) {
        return Call.of("max", a, b);
    }

    /** {@code floor(x)}. */
    public static Variable floor(Variable x) {
        return Call.of("floor", x);
    }

    /** {@code ceil(x)}. */
    public static Variable ceil(Variable x) {
        return Call.of("ceil", x);
    }

    /** {@code round(x)}. */
    public static Variable round(Variable x) {
        return Call.of("round", x);
    }

    /** {@code trunc(x)}. */
    public static Variable trunc(Variable x) {
        return Call.of("trunc", x);
    }

    /** {@code fmod(a, b)}. */
    public static Variable fmod(Variable a, Variable b) {
        return Call.of("fmod", a, b);
    }

    /** {@code fmod(a, b)}. */
    public static Variable fmod(Variable a, double b) {
        return Call.of("fmod", a, b);
    }

    /** {@code fmod(a, b)}. */
    public static Variable fmod(double a, Variable b) {
        return Call.of("fmod", a, b);
    }

    /** {@code copysign(a, b)}. */
    public static Variable copysign(Variable a, Variable b) {
        return Call.of("copysign", a, b);
    }

    /** {@code copysign(a, b)}. */
    public static Variable copysign(Variable a, double b) {
        return Call.of("copysign", a, b);
    }

    /** {@code copysign(a, b)}. */
    public static Variable copysign(double a, Variable b) {
        return Call.of("copysign", a, b);
    }

    /** {@code where(c, a, b)}. */
    public static Variable where(Variable c, Variable a, Variable b) {
        return Call.of("where", c, a, b);
    }

    /** {@code where(c, a, b)}. */
    public static Variable where(Variable c, Variable a, double b) {
        return Call.of("where", c, a, b);
    }

    /** {@code where(c, a, b)}. */
    public static Variable where(Variable c, double a, Variable b) {
        return Call.of("where", c, a, b);
    }

    /** {@code where(c, a, b)}. */
    public static Variable where(Variable c, double a, double b) {
        return Call.of("where", c, a, b);
    }

    /** {@code zeros(shape, …)}. */
    public static Variable zeros(int... shape) {
        return Call.leaf("zeros", Call.arguments(shape));
    }

    /** {@code ones(shape, …)}. */
    public static Variable ones(int... shape) {
        return Call.leaf("ones", Call.arguments(shape));
    }

    /** {@code full(shape, value)}. */
    public static Variable full(int[] shape, double value) {
        return Call.leaf("full", shape, value);
    }

    /** {@code eye(n, m=…)}. */
    public static Variable eye(int n, Named... options) {
        return Call.leaf("eye", Call.arguments(n, options));
    }

    /** {@code arange(start, stop=…, step=…)}. */
    public static Variable arange(double start, Named... options) {
        return Call.leaf("arange", Call.arguments(start, options));
    }

    /** {@code linspace(start, stop, count)}. */
    public static Variable linspace(double start, double stop, int count) {
        return Call.leaf("linspace", start, stop, count);
    }

    /** {@code rand(shape, …, seed=…)}. */
    public static Variable rand(int[] shape, Named... options) {
        return Call.leaf("rand", Call.arguments(shape, options));
    }

    /** {@code randn(shape, …, seed=…)}. */
    public static Variable randn(int[] shape, Named... options) {
        return Call.leaf("randn", Call.arguments(shape, options));
    }

    /** {@code one_hot(index, count)}. */
    public static Variable one_hot(Variable index, int count) {
        return Call.of("one_hot", index, count);
    }

    /** {@code sum(x, axis=…, keepdims=…)}. */
    public static Variable sum(Variable x, Named... options) {
        return Call.of("sum", Call.arguments(x, options));
    }

    /** {@code mean(x, axis=…, keepdims=…)}. */
    public static Variable mean(Variable x, Named... options) {
        return Call.of("mean", Call.arguments(x, options));
    }

    /** {@code prod(x, axis=…, keepdims=…)}. */
    public static Variable prod(Variable x, Named... options) {
        return Call.of("prod", Call.arguments(x, options));
    }

    /** {@code amax(x, axis=…, keepdims=…, initial=…)}. */
    public static Variable amax(Variable x, Named... options) {
        return Call.of("amax", Call.arguments(x, options));
    }

    /** {@code amin(x, axis=…, keepdims=…, initial=…)}. */
    public static Variable amin(Variable x, Named... options) {
        return Call.of("amin", Call.arguments(x, options));
    }

    /** {@code any(x, axis=…, keepdims=…)}. */
    public static Variable any(Variable x, Named... options) {
        return Call.of("any", Call.arguments(x, options));
    }

    /** {@code all(x, axis=…, keepdims=…)}. */
    public static Variable all(Variable x, Named... options) {
        return Call.of("all", Call.arguments(x, options));
    }

    /** {@code argmax(x, axis=…, keepdims=…)}. */
    public static Variable argmax(Variable x, Named... options) {
        return Call.of("argmax", Call.arguments(x, options));
    }

    /** {@code argmin(x, axis=…, keepdims=…)}. */
    public static Variable argmin(Variable x, Named... options) {
        return Call.of("argmin", Call.arguments(x, options));
    }

    /** {@code logsumexp(x, axis=…, keepdims=…)}. */
    public static Variable logsumexp(Variable x, Named... options) {
        return Call.of("logsumexp", Call.arguments(x, options));
    }

    /** {@code softmax(x, axis=…)}. */
    public static Variable softmax(Variable x, Named... options) {
        return Call.of("softmax", Call.arguments(x, options));
    }

    /** {@code log_softmax(x, axis=…)}. */
    public static Variable log_softmax(Variable x, Named... options) {
        return Call.of("log_softmax", Call.arguments(x, options));
    }

    /** {@code norm(x, p=…, axis=…, keepdims=…)}. */
    public static Variable norm(Variable x, Named... options) {
        return Call.of("norm", Call.arguments(x, options));
    }

    /** {@code count(x, axis=…)}. */
    public static Variable count(Variable x, Named... options) {
        return Call.of("count", Call.arguments(x, options));
    }

    /** {@code reshape(x, shape, …)}. */
    public static Variable reshape(Variable x, int... shape) {
        return Call.of("reshape", Call.arguments(x, shape));
    }

    /** {@code transpose(x, axis1=…, axis2=…)}. */
    public static Variable transpose(Variable x, Named... options) {
        return Call.of("transpose", Call.arguments(x, options));
    }

    /** {@code permute(x, axes, …)}. */
    public static Variable permute(Variable x, int... axes) {
        return Call.of("permute", Call.arguments(x, axes));
    }

    /** {@code concat(parts, …, axis=…)}. */
    public static Variable concat(Variable[] parts, Named... options) {
        return Call.of("concat", Call.arguments(parts, options));
    }

    /** {@code stack(parts, …, axis=…)}. */
    public static Variable stack(Variable[] parts, Named... options) {
        return Call.of("stack", Call.arguments(parts, options));
    }

    /** {@code broadcast_to(x, shape, …)}. */
    public static Variable broadcast_to(Variable x, int... shape) {
        return Call.of("broadcast_to", Call.arguments(x, shape));
    }

    /** {@code squeeze(x, axis=…)}. */
    public static Variable squeeze(Variable x, Named... options) {
        return Call.of("squeeze", Call.arguments(x, options));
    }

    /** {@code unsqueeze(x, axis)}. */
    public static Variable unsqueeze(Variable x, int axis) {
        return Call.of("unsqueeze", x, axis);
    }

    /** {@code flip(x, axis=…)}. */
    public static Variable flip(Variable x, Named... options) {
        return Call.of("flip", Call.arguments(x, options));
    }

    /** {@code roll(x, shift, axis=…)}. */
    public static Variable roll(Variable x, int shift, Named... options) {
        return Call.of("roll", Call.arguments(x, shift, options));
    }

    /** {@code repeat(x, counts, …)}. */
    public static Variable repeat(Variable x, int... counts) {
        return Call.of("repeat", Call.arguments(x, counts));
    }

    /** {@code tile(x, counts, …)}. */
    public static Variable tile(Variable x, int... counts) {
        return Call.of("tile", Call.arguments(x, counts));
    }

    /** {@code pad(x, before, after=…, axis=…, value=…)}. */
    public static Variable pad(Variable x, int before, Named... options) {
        return Call.of("pad", Call.arguments(x, before, options));
    }

    /** {@code bool(x)}. */
    public static Variable toBool(Variable x) {
        return Call.of("bool", x);
    }

    /** {@code int(x)}. */
    public static Variable toInt(Variable x) {
        return Call.of("int", x);
    }

    /** {@code f32(x)}. */
    public static Variable toF32(Variable x) {
        return Call.of("f32", x);
    }

    /** {@code f64(x)}. */
    public static Variable toF64(Variable x) {
        return Call.of("f64", x);
    }

    /** {@code matmul(a, b)}. */
    public static Variable matmul(Variable a, Variable b) {
        return Call.of("matmul", a, b);
    }

    /** {@code matmul(a, b)}. */
    public static Variable matmul(Variable a, double b) {
        return Call.of("matmul", a, b);
    }

    /** {@code matmul(a, b)}. */
    public static Variable matmul(double a, Variable b) {
        return Call.of("matmul", a, b);
    }

    /** {@code dot(a, b)}. */
    public static Variable dot(Variable a, Variable b) {
        return Call.of("dot", a, b);
    }

    /** {@code dot(a, b)}. */
    public static Variable dot(Variable a, double b) {
        return Call.of("dot", a, b);
    }

    /** {@code dot(a, b)}. */
    public static Variable dot(double a, Variable b) {
        return Call.of("dot", a, b);
    }

    /** {@code outer(a, b)}. */
    public static Variable outer(Variable a, Variable b) {
        return Call.of("outer", a, b);
    }

    /** {@code outer(a, b)}. */
    public static Variable outer(Variable a, double b) {
        return Call.of("outer", a, b);
    }

    /** {@code outer(a, b)}. */
    public static Variable outer(double a, Variable b) {
        return Call.of("outer", a, b);
    }

    /** {@code kron(a, b)}. */
    public static Variable kron(Variable a, Variable b) {
        return Call.of("kron", a, b);
    }

    /** {@code kron(a, b)}. */
    public static Variable kron(Variable a, double b) {
        return Call.of("kron", a, b);
    }

    /** {@code kron(a, b)}. */
    public static Variable kron(double a, Variable b) {
        return Call.of("kron", a, b);
    }

    /** {@code cross(a, b, axis=…)}. */
    public static Variable cross(Variable a, Variable b, Named... options) {
        return Call.of("cross", Call.arguments(a, b, options));
    }

    /** {@code cross(a, b, axis=…)}. */
    public static Variable cross(Variable a, double b, Named... options) {
        return Call.of("cross", Call.arguments(a, b, options));
    }

    /** {@code cross(a, b, axis=…)}. */
    public static Variable cross(double a, Variable b, Named... options) {
        return Call.of("cross", Call.arguments(a, b, options));
    }

    /** {@code trace(x)}. */
    public static Variable trace(Variable x) {
        return Call.of("trace", x);
    }

    /** {@code diag(x, k=…)}. */
    public static Variable diag(Variable x, Named... options) {
        return Call.of("diag", Call.arguments(x, options));
    }

    /** {@code diag_embed(x)}. */
    public static Variable diag_embed(Variable x) {
        return Call.of("diag_embed", x);
    }

    /** {@code tril(x, k=…)}. */
    public static Variable tril(Variable x, Named... options) {
        return Call.of("tril", Call.arguments(x, options));
    }

    /** {@code triu(x, k=…)}. */
    public static Variable triu(Variable x, Named... options) {
        return Call.of("triu", Call.arguments(x, options));
    }

    /** {@code matrix_power(x, n)}. */
    public static Variable matrix_power(Variable x, int n) {
        return Call.of("matrix_power", x, n);
    }

    /** {@code gather(x, axis, index)}. */
    public static Variable gather(Variable x, int axis, Variable index) {
        return Call.of("gather", x, axis, index);
    }

    /** {@code scatter_add(x, axis, index, s)}. */
    public static Variable scatter_add(Variable x, int axis, Variable index, Variable s) {
        return Call.of("scatter_add", x, axis, index, s);
    }

    /** {@code index_select(x, axis, index)}. */
    public static Variable index_select(Variable x, int axis, Variable index) {
        return Call.of("index_select", x, axis, index);
    }

    /** {@code take(x, index, axis=…)}. */
    public static Variable take(Variable x, Variable index, Named... options) {
        return Call.of("take", Call.arguments(x, index, options));
    }

    /** {@code take(x, index, axis=…)}. */
    public static Variable take(double x, Variable index, Named... options) {
        return Call.of("take", Call.arguments(x, index, options));
    }

    /** {@code argsort(x, axis=…, descending=…)}. */
    public static Variable argsort(Variable x, Named... options) {
        return Call.of("argsort", Call.arguments(x, options));
    }

    /** {@code sort(x, axis=…, descending=…)}. */
    public static Variable sort(Variable x, Named... options) {
        return Call.of("sort", Call.arguments(x, options));
    }

    /** {@code topk(x, k, axis=…)}. */
    public static Variable topk(Variable x, int k, Named... options) {
        return Call.of("topk", Call.arguments(x, k, options));
    }

    /** {@code median(x, axis=…, keepdims=…)}. */
    public static Variable median(Variable x, Named... options) {
        return Call.of("median", Call.arguments(x, options));
    }

    /** {@code cumsum(x, axis=…)}. */
    public static Variable cumsum(Variable x, Named... options) {
        return Call.of("cumsum", Call.arguments(x, options));
    }

    /** {@code cumprod(x, axis=…)}. */
    public static Variable cumprod(Variable x, Named... options) {
        return Call.of("cumprod", Call.arguments(x, options));
    }

    /** {@code logcumsumexp(x, axis=…)}. */
    public static Variable logcumsumexp(Variable x, Named... options) {
        return Call.of("logcumsumexp", Call.arguments(x, options));
    }

    /** {@code cummax(x, axis=…)}. */
    public static Variable cummax(Variable x, Named... options) {
        return Call.of("cummax", Call.arguments(x, options));
    }

    /** {@code cummin(x, axis=…)}. */
    public static Variable cummin(Variable x, Named... options) {
        return Call.of("cummin", Call.arguments(x, options));
    }

    /** {@code batch_norm(x, weight=…, bias=…, eps=…)}. */
    public static Variable batch_norm(Variable x, Named... options) {
        return Call.of("batch_norm", Call.arguments(x, options));
    }

    /** {@code batch_norm_eval(x, mean, var, weight=…, bias=…, eps=…)}. */
    public static Variable batch_norm_eval(Variable x, Variable mean, Variable var, Named... options) {
        return Call.of("batch_norm_eval", Call.arguments(x, mean, var, options));
    }

    /** {@code group_norm(x, groups, weight=…, bias=…, eps=…)}. */
    public static Variable group_norm(Variable x, int groups, Named... options) {
        return Call.of("group_norm", Call.arguments(x, groups, options));
    }

    /** {@code glu(x, axis=…)}. */
    public static Variable glu(Variable x, Named... options) {
        return Call.of("glu", Call.arguments(x, options));
    }

    /** {@code nll_loss(logp, target, axis=…, weight=…, ignore_index=…, label_smoothing=…)}. */
    public static Variable nll_loss(Variable logp, Variable target, Named... options) {
        return Call.of("nll_loss", Call.arguments(logp, target, options));
    }

    /** {@code conv1d(x, weight, bias=…, stride=…, padding=…, dilation=…)}. */
    public static Variable conv1d(Variable x, Variable weight, Named... options) {
        return Call.of("conv1d", Call.arguments(x, weight, options));
    }

    /** {@code conv1d(x, weight, bias=…, stride=…, padding=…, dilation=…)}. */
    public static Variable conv1d(double x, Variable weight, Named... options) {
        return Call.of("conv1d", Call.arguments(x, weight, options));
    }

    /** {@code max_pool1d(x, kernel, stride=…)}. */
    public static Variable max_pool1d(Variable x, int kernel, Named... options) {
        return Call.of("max_pool1d", Call.arguments(x, kernel, options));
    }

    /** {@code avg_pool1d(x, kernel, stride=…)}. */
    public static Variable avg_pool1d(Variable x, int kernel, Named... options) {
        return Call.of("avg_pool1d", Call.arguments(x, kernel, options));
    }

    /** {@code conv2d(x, weight, bias=…, stride=…, padding=…, dilation=…)}. */
    public static Variable conv2d(Variable x, Variable weight, Named... options) {
        return Call.of("conv2d", Call.arguments(x, weight, options));
    }

    /** {@code conv2d(x, weight, bias=…, stride=…, padding=…, dilation=…)}. */
    public static Variable conv2d(double x, Variable weight, Named... options) {
        return Call.of("conv2d", Call.arguments(x, weight, options));
    }

    /** {@code max_pool2d(x, kernel, stride=…)}. */
    public static Variable max_pool2d(Variable x, int kernel, Named... options) {
        return Call.of("max_pool2d", Call.arguments(x, kernel, options));
    }

    /** {@code avg_pool2d(x, kernel, stride=…)}. */
    public static Variable avg_pool2d(Variable x, int kernel, Named... options) {
        return Call.of("avg_pool2d", Call.arguments(x, kernel, options));
    }

    /** {@code inv(a)}. */
    public static Variable inv(Variable a) {
        return Call.of("inv", a);
    }

    /** {@code inverse(a)}. */
    public static Variable inverse(Variable a) {
        return Call.of("inverse", a);
    }

    /** {@code pinv(a)}. */
    public static Variable pinv(Variable a) {
        return Call.of("pinv", a);
    }

    /** {@code det(a)}. */
    public static Variable det(Variable a) {
        return Call.of("det", a);
    }

    /** {@code logdet(a)}. */
    public static Variable logdet(Variable a) {
        return Call.of("logdet", a);
    }

    /** {@code logabsdet(a)}. */
    public static Variable logabsdet(Variable a) {
        return Call.of("logabsdet", a);
    }

    /** {@code signdet(a)}. */
    public static Variable signdet(Variable a) {
        return Call.of("signdet", a);
    }

    /** {@code cholesky(a)}. */
    public static Variable cholesky(Variable a) {
        return Call.of("cholesky", a);
    }

    /** {@code solve(a, b)}. */
    public static Variable solve(Variable a, Variable b) {
        return Call.of("solve", a, b);
    }

    /** {@code solve(a, b)}. */
    public static Variable solve(Variable a, double b) {
        return Call.of("solve", a, b);
    }

    /** {@code solve(a, b)}. */
    public static Variable solve(double a, Variable b) {
        return Call.of("solve", a, b);
    }

    /** {@code solve_triangular(a, b, upper=…)}. */
    public static Variable solve_triangular(Variable a, Variable b, Named... options) {
        return Call.of("solve_triangular", Call.arguments(a, b, options));
    }

    /** {@code solve_triangular(a, b, upper=…)}. */
    public static Variable solve_triangular(Variable a, double b, Named... options) {
        return Call.of("solve_triangular", Call.arguments(a, b, options));
    }

    /** {@code solve_triangular(a, b, upper=…)}. */
    public static Variable solve_triangular(double a, Variable b, Named... options) {
        return Call.of("solve_triangular", Call.arguments(a, b, options));
    }

    /** {@code eigvalsh(a)}. */
    public static Variable eigvalsh(Variable a) {
        return Call.of("eigvalsh", a);
    }

    /** {@code eigvecsh(a)}. */
    public static Variable eigvecsh(Variable a) {
        return Call.of("eigvecsh", a);
    }

    /** {@code svdvals(a)}. */
    public static Variable svdvals(Variable a) {
        return Call.of("svdvals", a);
    }

    /** {@code qr_q(a)}. */
    public static Variable qr_q(Variable a) {
        return Call.of("qr_q", a);
    }

    /** {@code qr_r(a)}. */
    public static Variable qr_r(Variable a) {
        return Call.of("qr_r", a);
    }

    /** {@code expm(a)}. */
    public static Variable expm(Variable a) {
        return Call.of("expm", a);
    }

    /** {@code square(x) = x^2}. */
    public static Variable square(Variable x) {
        return Call.of("square", x);
    }

    /** {@code cube(x) = x^3}. */
    public static Variable cube(Variable x) {
        return Call.of("cube", x);
    }

    /** {@code reciprocal(x) = 1/x}. */
    public static Variable reciprocal(Variable x) {
        return Call.of("reciprocal", x);
    }

    /** {@code rsqrt(x) = 1/sqrt(x)}. */
    public static Variable rsqrt(Variable x) {
        return Call.of("rsqrt", x);
    }

    /** {@code frac(x) = x - trunc(x)}. */
    public static Variable frac(Variable x) {
        return Call.of("frac", x);
    }

    /** {@code deg2rad(x) = x*(pi/180)}. */
    public static Variable deg2rad(Variable x) {
        return Call.of("deg2rad", x);
    }

    /** {@code rad2deg(x) = x*(180/pi)}. */
    public static Variable rad2deg(Variable x) {
        return Call.of("rad2deg", x);
    }

    /** {@code exp10(x) = 10^x}. */
    public static Variable exp10(Variable x) {
        return Call.of("exp10", x);
    }

    /** {@code lerp(a, b, t) = a + t*(b - a)}. */
    public static Variable lerp(Variable a, Variable b, Variable t) {
        return Call.of("lerp", a, b, t);
    }

    /** {@code lerp(a, b, t) = a + t*(b - a)}. */
    public static Variable lerp(Variable a, Variable b, double t) {
        return Call.of("lerp", a, b, t);
    }

    /** {@code lerp(a, b, t) = a + t*(b - a)}. */
    public static Variable lerp(Variable a, double b, Variable t) {
        return Call.of("lerp", a, b, t);
    }

    /** {@code lerp(a, b, t) = a + t*(b - a)}. */
    public static Variable lerp(Variable a, double b, double t) {
        return Call.of("lerp", a, b, t);
    }

    /** {@code sinc(x) = sin_over_x(pi*x)}. */
    public static Variable sinc(Variable x) {
        return Call.of("sinc", x);
    }

    /** {@code remainder(a, b)}. */
    public static Variable remainder(Variable a, Variable b) {
        return Call.of("remainder", a, b);
    }

    /** {@code remainder(a, b)}. */
    public static Variable remainder(Variable a, double b) {
        return Call.of("remainder", a, b);
    }

    /** {@code remainder(a, b)}. */
    public static Variable remainder(double a, Variable b) {
        return Call.of("remainder", a, b);
    }

    /** {@code div_trunc(a, b) = round((a - where(b == 0, 0, fmod(a, b)))/b)}. */
    public static Variable div_trunc(Variable a, Variable b) {
        return Call.of("div_trunc", a, b);
    }

    /** {@code div_trunc(a, b) = round((a - where(b == 0, 0, fmod(a, b)))/b)}. */
    public static Variable div_trunc(Variable a, double b) {
        return Call.of("div_trunc", a, b);
    }

    /** {@code div_trunc(a, b) = round((a - where(b == 0, 0, fmod(a, b)))/b)}. */
    public static Variable div_trunc(double a, Variable b) {
        return Call.of("div_trunc", a, b);
    }

    /** {@code div_floor(a, b)}. */
    public static Variable div_floor(Variable a, Variable b) {
        return Call.of("div_floor", a, b);
    }

    /** {@code div_floor(a, b)}. */
    public static Variable div_floor(Variable a, double b) {
        return Call.of("div_floor", a, b);
    }

    /** {@code div_floor(a, b)}. */
    public static Variable div_floor(double a, Variable b) {
        return Call.of("div_floor", a, b);
    }

    /** {@code fmax(a, b) = where(a >= b or b != b, a, b)}. */
    public static Variable fmax(Variable a, Variable b) {
        return Call.of("fmax", a, b);
    }

    /** {@code fmax(a, b) = where(a >= b or b != b, a, b)}. */
    public static Variable fmax(Variable a, double b) {
        return Call.of("fmax", a, b);
    }

    /** {@code fmax(a, b) = where(a >= b or b != b, a, b)}. */
    public static Variable fmax(double a, Variable b) {
        return Call.of("fmax", a, b);
    }

    /** {@code fmin(a, b) = where(a <= b or b != b, a, b)}. */
    public static Variable fmin(Variable a, Variable b) {
        return Call.of("fmin", a, b);
    }

    /** {@code fmin(a, b) = where(a <= b or b != b, a, b)}. */
    public static Variable fmin(Variable a, double b) {
        return Call.of("fmin", a, b);
    }

    /** {@code fmin(a, b) = where(a <= b or b != b, a, b)}. */
    public static Variable fmin(double a, Variable b) {
        return Call.of("fmin", a, b);
    }

    /** {@code clamp(x, low, high) = where(x > high or low > high, high, where(x < low, low, x))}. */
    public static Variable clamp(Variable x, Variable low, Variable high) {
        return Call.of("clamp", x, low, high);
    }

    /** {@code clamp(x, low, high) = where(x > high or low > high, high, where(x < low, low, x))}. */
    public static Variable clamp(Variable x, Variable low, double high) {
        return Call.of("clamp", x, low, high);
    }

    /** {@code clamp(x, low, high) = where(x > high or low > high, high, where(x < low, low, x))}. */
    public static Variable clamp(Variable x, double low, Variable high) {
        return Call.of("clamp", x, low, high);
    }

    /** {@code clamp(x, low, high) = where(x > high or low > high, high, where(x < low, low, x))}. */
    public static Variable clamp(Variable x, double low, double high) {
        return Call.of("clamp", x, low, high);
    }

    /** {@code heaviside(x, half = 0.5) = where(x == 0, half, where(x > 0, 1, 0))}. */
    public static Variable heaviside(Variable x, Named... options) {
        return Call.of("heaviside", Call.arguments(x, options));
    }

    /** {@code isnan(x) = x != x}. */
    public static Variable isnan(Variable x) {
        return Call.of("isnan", x);
    }

    /** {@code isfinite(x) = abs(x) < inf}. */
    public static Variable isfinite(Variable x) {
        return Call.of("isfinite", x);
    }

    /** {@code isinf(x) = abs(x) == inf}. */
    public static Variable isinf(Variable x) {
        return Call.of("isinf", x);
    }

    /** {@code isclose(a, b, rtol = 1e-5, atol = 1e-8)}. */
    public static Variable isclose(Variable a, Variable b, Named... options) {
        return Call.of("isclose", Call.arguments(a, b, options));
    }

    /** {@code isclose(a, b, rtol = 1e-5, atol = 1e-8)}. */
    public static Variable isclose(Variable a, double b, Named... options) {
        return Call.of("isclose", Call.arguments(a, b, options));
    }

    /** {@code isclose(a, b, rtol = 1e-5, atol = 1e-8)}. */
    public static Variable isclose(double a, Variable b, Named... options) {
        return Call.of("isclose", Call.arguments(a, b, options));
    }

    /** {@code allclose(a, b, rtol = 1e-5, atol = 1e-8) = all(isclose(a, b, rtol, atol))}. */
    public static Variable allclose(Variable a, Variable b, Named... options) {
        return Call.of("allclose", Call.arguments(a, b, options));
    }

    /** {@code allclose(a, b, rtol = 1e-5, atol = 1e-8) = all(isclose(a, b, rtol, atol))}. */
    public static Variable allclose(Variable a, double b, Named... options) {
        return Call.of("allclose", Call.arguments(a, b, options));
    }

    /** {@code allclose(a, b, rtol = 1e-5, atol = 1e-8) = all(isclose(a, b, rtol, atol))}. */
    public static Variable allclose(double a, Variable b, Named... options) {
        return Call.of("allclose", Call.arguments(a, b, options));
    }

    /** {@code nan_to_num(x, number = 0, posinf = 1.7976931348623157e308, neginf = -1.7976931348623157e308)}. */
    public static Variable nan_to_num(Variable x, Named... options) {
        return Call.of("nan_to_num", Call.arguments(x, options));
    }

    /** {@code masked_fill(x, mask, value) = where(bool(mask), value, x)}. */
    public static Variable masked_fill(Variable x, Variable mask, double value) {
        return Call.of("masked_fill", x, mask, value);
    }

    /** {@code masked_fill(x, mask, value) = where(bool(mask), value, x)}. */
    public static Variable masked_fill(Variable x, double mask, double value) {
        return Call.of("masked_fill", x, mask, value);
    }

    /** {@code asec(x) = acos(1/x)}. */
    public static Variable asec(Variable x) {
        return Call.of("asec", x);
    }

    /** {@code sec(x) = 1/cos(x)}. */
    public static Variable sec(Variable x) {
        return Call.of("sec", x);
    }

    /** {@code csc(x) = 1/sin(x)}. */
    public static Variable csc(Variable x) {
        return Call.of("csc", x);
    }

    /** {@code cot(x) = cos(x)/sin(x)}. */
    public static Variable cot(Variable x) {
        return Call.of("cot", x);
    }

    /** {@code csch(x) = where(abs(x) < 25, 1/sinh(x), copysign(2, x)*exp(-abs(x)))}. */
    public static Variable csch(Variable x) {
        return Call.of("csch", x);
    }

    /** {@code coth(x) = 1/tanh(x)}. */
    public static Variable coth(Variable x) {
        return Call.of("coth", x);
    }

    /** {@code logit(x) = log(x) - log1p(-x)}. */
    public static Variable logit(Variable x) {
        return Call.of("logit", x);
    }

    /** {@code log_sigmoid(x) = -softplus(-x)}. */
    public static Variable log_sigmoid(Variable x) {
        return Call.of("log_sigmoid", x);
    }

    /** {@code logsigmoid(x) = log_sigmoid(x)}. */
    public static Variable logsigmoid(Variable x) {
        return Call.of("logsigmoid", x);
    }

    /** {@code entr(x) = -xlogx(x)}. */
    public static Variable entr(Variable x) {
        return Call.of("entr", x);
    }

    /** {@code rel_entr(x, y) = xlogx(x) - xlogy(x, y)}. */
    public static Variable rel_entr(Variable x, Variable y) {
        return Call.of("rel_entr", x, y);
    }

    /** {@code rel_entr(x, y) = xlogx(x) - xlogy(x, y)}. */
    public static Variable rel_entr(Variable x, double y) {
        return Call.of("rel_entr", x, y);
    }

    /** {@code rel_entr(x, y) = xlogx(x) - xlogy(x, y)}. */
    public static Variable rel_entr(double x, Variable y) {
        return Call.of("rel_entr", x, y);
    }

    /** {@code logcosh(x) = log(cosh(x))}. */
    public static Variable logcosh(Variable x) {
        return Call.of("logcosh", x);
    }

    /** {@code gamma(x) = tgamma(x)}. */
    public static Variable gamma(Variable x) {
        return Call.of("gamma", x);
    }

    /** {@code beta(a, b) = euler_beta(a, b)}. */
    public static Variable beta(Variable a, Variable b) {
        return Call.of("beta", a, b);
    }

    /** {@code beta(a, b) = euler_beta(a, b)}. */
    public static Variable beta(Variable a, double b) {
        return Call.of("beta", a, b);
    }

    /** {@code beta(a, b) = euler_beta(a, b)}. */
    public static Variable beta(double a, Variable b) {
        return Call.of("beta", a, b);
    }

    /** {@code betaln(a, b) = lbeta(a, b)}. */
    public static Variable betaln(Variable a, Variable b) {
        return Call.of("betaln", a, b);
    }

    /** {@code betaln(a, b) = lbeta(a, b)}. */
    public static Variable betaln(Variable a, double b) {
        return Call.of("betaln", a, b);
    }

    /** {@code betaln(a, b) = lbeta(a, b)}. */
    public static Variable betaln(double a, Variable b) {
        return Call.of("betaln", a, b);
    }

    /** {@code multigammaln(a, d)}. */
    public static Variable multigammaln(Variable a, Variable d) {
        return Call.of("multigammaln", a, d);
    }

    /** {@code multigammaln(a, d)}. */
    public static Variable multigammaln(Variable a, double d) {
        return Call.of("multigammaln", a, d);
    }

    /** {@code multigammaln(a, d)}. */
    public static Variable multigammaln(double a, Variable d) {
        return Call.of("multigammaln", a, d);
    }

    /** {@code log1m_exp(x) = log1mexp(x)}. */
    public static Variable log1m_exp(Variable x) {
        return Call.of("log1m_exp", x);
    }

    /** {@code j0(x) = bessel_j(0, x)}. */
    public static Variable j0(Variable x) {
        return Call.of("j0", x);
    }

    /** {@code j1(x) = bessel_j(1, x)}. */
    public static Variable j1(Variable x) {
        return Call.of("j1", x);
    }

    /** {@code y0(x) = bessel_y(0, x)}. */
    public static Variable y0(Variable x) {
        return Call.of("y0", x);
    }

    /** {@code y1(x) = bessel_y(1, x)}. */
    public static Variable y1(Variable x) {
        return Call.of("y1", x);
    }

    /** {@code i0(x) = bessel_i(0, x)}. */
    public static Variable i0(Variable x) {
        return Call.of("i0", x);
    }

    /** {@code i1(x) = bessel_i(1, x)}. */
    public static Variable i1(Variable x) {
        return Call.of("i1", x);
    }

    /** {@code k0(x) = bessel_k(0, x)}. */
    public static Variable k0(Variable x) {
        return Call.of("k0", x);
    }

    /** {@code k1(x) = bessel_k(1, x)}. */
    public static Variable k1(Variable x) {
        return Call.of("k1", x);
    }

    /** {@code i0e(x) = derivative_of_scaled_i0(0, abs(x))}. */
    public static Variable i0e(Variable x) {
        return Call.of("i0e", x);
    }

    /** {@code i1e(x) = where(x < 0, -derivative_of_scaled_i1(0, -x), derivative_of_scaled_i1(0, x))}. */
    public static Variable i1e(Variable x) {
        return Call.of("i1e", x);
    }

    /** {@code k0e(x) = derivative_of_scaled_k0(0, x)}. */
    public static Variable k0e(Variable x) {
        return Call.of("k0e", x);
    }

    /** {@code k1e(x) = derivative_of_scaled_k1(0, x)}. */
    public static Variable k1e(Variable x) {
        return Call.of("k1e", x);
    }

    /** {@code ive(n, x) = derivative_of_scaled_i(0, n, x)}. */
    public static Variable ive(int n, Variable x) {
        return Call.of("ive", n, x);
    }

    /** {@code kve(n, x) = derivative_of_scaled_k(0, n, x)}. */
    public static Variable kve(int n, Variable x) {
        return Call.of("kve", n, x);
    }

    /** {@code exp1(x) = expn(1, x)}. */
    public static Variable exp1(Variable x) {
        return Call.of("exp1", x);
    }

    /** {@code zeta(x, q = 1) = derivative_of_zeta(0, x, q)}. */
    public static Variable zeta(Variable x, Named... options) {
        return Call.of("zeta", Call.arguments(x, options));
    }

    /** {@code chi2pdf(x, df) = gampdf(x, df/2, 2)}. */
    public static Variable chi2pdf(Variable x, Variable df) {
        return Call.of("chi2pdf", x, df);
    }

    /** {@code chi2pdf(x, df) = gampdf(x, df/2, 2)}. */
    public static Variable chi2pdf(Variable x, double df) {
        return Call.of("chi2pdf", x, df);
    }

    /** {@code chi2pdf(x, df) = gampdf(x, df/2, 2)}. */
    public static Variable chi2pdf(double x, Variable df) {
        return Call.of("chi2pdf", x, df);
    }

    /** {@code chi2cdf(x, df) = where(x <= 0, 0, gammap(df/2, x/2))}. */
    public static Variable chi2cdf(Variable x, Variable df) {
        return Call.of("chi2cdf", x, df);
    }

    /** {@code chi2cdf(x, df) = where(x <= 0, 0, gammap(df/2, x/2))}. */
    public static Variable chi2cdf(Variable x, double df) {
        return Call.of("chi2cdf", x, df);
    }

    /** {@code chi2cdf(x, df) = where(x <= 0, 0, gammap(df/2, x/2))}. */
    public static Variable chi2cdf(double x, Variable df) {
        return Call.of("chi2cdf", x, df);
    }

    /** {@code chi2inv(p, df) = 2*gammapinv(df/2, p)}. */
    public static Variable chi2inv(double p, Variable df) {
        return Call.of("chi2inv", p, df);
    }

    /** {@code gampdf(x, a, scale = 1) = where(x < 0, 0, gamma_density(a, x/scale)/scale)}. */
    public static Variable gampdf(Variable x, Variable a, Named... options) {
        return Call.of("gampdf", Call.arguments(x, a, options));
    }

    /** {@code gampdf(x, a, scale = 1) = where(x < 0, 0, gamma_density(a, x/scale)/scale)}. */
    public static Variable gampdf(Variable x, double a, Named... options) {
        return Call.of("gampdf", Call.arguments(x, a, options));
    }

    /** {@code gampdf(x, a, scale = 1) = where(x < 0, 0, gamma_density(a, x/scale)/scale)}. */
    public static Variable gampdf(double x, Variable a, Named... options) {
        return Call.of("gampdf", Call.arguments(x, a, options));
    }

    /** {@code gamcdf(x, a, scale = 1) = where(x <= 0, 0, gammap(a, x/scale))}. */
    public static Variable gamcdf(Variable x, Variable a, Named... options) {
        return Call.of("gamcdf", Call.arguments(x, a, options));
    }

    /** {@code gamcdf(x, a, scale = 1) = where(x <= 0, 0, gammap(a, x/scale))}. */
    public static Variable gamcdf(Variable x, double a, Named... options) {
        return Call.of("gamcdf", Call.arguments(x, a, options));
    }

    /** {@code gamcdf(x, a, scale = 1) = where(x <= 0, 0, gammap(a, x/scale))}. */
    public static Variable gamcdf(double x, Variable a, Named... options) {
        return Call.of("gamcdf", Call.arguments(x, a, options));
    }

    /** {@code gaminv(p, a, scale = 1) = scale*gammapinv(a, p)}. */
    public static Variable gaminv(double p, Variable a, Named... options) {
        return Call.of("gaminv", Call.arguments(p, a, options));
    }

    /** {@code betapdf(x, a, b) = where(x < 0 or x > 1, 0, beta_density(a, b, x))}. */
    public static Variable betapdf(Variable x, Variable a, Variable b) {
        return Call.of("betapdf", x, a, b);
    }

    /** {@code betapdf(x, a, b) = where(x < 0 or x > 1, 0, beta_density(a, b, x))}. */
    public static Variable betapdf(Variable x, Variable a, double b) {
        return Call.of("betapdf", x, a, b);
    }

    /** {@code betapdf(x, a, b) = where(x < 0 or x > 1, 0, beta_density(a, b, x))}. */
    public static Variable betapdf(Variable x, double a, Variable b) {
        return Call.of("betapdf", x, a, b);
    }

    /** {@code betapdf(x, a, b) = where(x < 0 or x > 1, 0, beta_density(a, b, x))}. */
    public static Variable betapdf(Variable x, double a, double b) {
        return Call.of("betapdf", x, a, b);
    }

    /** {@code betacdf(x, a, b) = where(x <= 0, 0, where(x >= 1, 1, betainc(a, b, x)))}. */
    public static Variable betacdf(Variable x, Variable a, Variable b) {
        return Call.of("betacdf", x, a, b);
    }

    /** {@code betacdf(x, a, b) = where(x <= 0, 0, where(x >= 1, 1, betainc(a, b, x)))}. */
    public static Variable betacdf(Variable x, Variable a, double b) {
        return Call.of("betacdf", x, a, b);
    }

    /** {@code betacdf(x, a, b) = where(x <= 0, 0, where(x >= 1, 1, betainc(a, b, x)))}. */
    public static Variable betacdf(Variable x, double a, Variable b) {
        return Call.of("betacdf", x, a, b);
    }

    /** {@code betacdf(x, a, b) = where(x <= 0, 0, where(x >= 1, 1, betainc(a, b, x)))}. */
    public static Variable betacdf(Variable x, double a, double b) {
        return Call.of("betacdf", x, a, b);
    }

    /** {@code betainv(p, a, b) = betaincinv(a, b, p)}. */
    public static Variable betainv(double p, Variable a, Variable b) {
        return Call.of("betainv", p, a, b);
    }

    /** {@code betainv(p, a, b) = betaincinv(a, b, p)}. */
    public static Variable betainv(double p, Variable a, double b) {
        return Call.of("betainv", p, a, b);
    }

    /** {@code betainv(p, a, b) = betaincinv(a, b, p)}. */
    public static Variable betainv(double p, double a, Variable b) {
        return Call.of("betainv", p, a, b);
    }

    /** {@code fpdf(x, d1, d2)}. */
    public static Variable fpdf(Variable x, Variable d1, Variable d2) {
        return Call.of("fpdf", x, d1, d2);
    }

    /** {@code fpdf(x, d1, d2)}. */
    public static Variable fpdf(Variable x, Variable d1, double d2) {
        return Call.of("fpdf", x, d1, d2);
    }

    /** {@code fpdf(x, d1, d2)}. */
    public static Variable fpdf(Variable x, double d1, Variable d2) {
        return Call.of("fpdf", x, d1, d2);
    }

    /** {@code fpdf(x, d1, d2)}. */
    public static Variable fpdf(Variable x, double d1, double d2) {
        return Call.of("fpdf", x, d1, d2);
    }

    /** {@code fcdf(x, d1, d2)}. */
    public static Variable fcdf(Variable x, Variable d1, Variable d2) {
        return Call.of("fcdf", x, d1, d2);
    }

    /** {@code fcdf(x, d1, d2)}. */
    public static Variable fcdf(Variable x, Variable d1, double d2) {
        return Call.of("fcdf", x, d1, d2);
    }

    /** {@code fcdf(x, d1, d2)}. */
    public static Variable fcdf(Variable x, double d1, Variable d2) {
        return Call.of("fcdf", x, d1, d2);
    }

    /** {@code fcdf(x, d1, d2)}. */
    public static Variable fcdf(Variable x, double d1, double d2) {
        return Call.of("fcdf", x, d1, d2);
    }

    /** {@code poisspdf(k, mean) = exp(xlogy(k, mean) - mean - lgamma(k + 1))}. */
    public static Variable poisspdf(int k, Variable mean) {
        return Call.of("poisspdf", k, mean);
    }

    /** {@code poisscdf(k, mean) = where(k < 0, 0, gammaq(floor(k) + 1, mean))}. */
    public static Variable poisscdf(int k, Variable mean) {
        return Call.of("poisscdf", k, mean);
    }

    /** {@code binopdf(k, n, p) = exp(xlogy(k, p) + xlog1py(n - k, -p) - lbeta(k + 1, n - k + 1))/(n + 1)}. */
    public static Variable binopdf(int k, int n, double p) {
        return Call.leaf("binopdf", k, n, p);
    }

    /** {@code binocdf(k, n, p) = where(k < 0, 0, where(k >= n, 1, betaincc(floor(k) + 1, n - floor(k), p)))}. */
    public static Variable binocdf(int k, int n, double p) {
        return Call.leaf("binocdf", k, n, p);
    }

    /** {@code normpdf(x) = exp(-x^2/2)/sqrt(2*pi)}. */
    public static Variable normpdf(Variable x) {
        return Call.of("normpdf", x);
    }

    /** {@code erfcinv(x) = -norminv(x/2)/sqrt(2)}. */
    public static Variable erfcinv(Variable x) {
        return Call.of("erfcinv", x);
    }

    /** {@code relu(x) = where(x <= 0, 0, x)}. */
    public static Variable relu(Variable x) {
        return Call.of("relu", x);
    }

    /** {@code relu6(x) = where(x <= 0, 0, where(x >= 6, 6, x))}. */
    public static Variable relu6(Variable x) {
        return Call.of("relu6", x);
    }

    /** {@code leaky_relu(x, slope = 0.01) = where(x > 0, x, slope*x)}. */
    public static Variable leaky_relu(Variable x, Named... options) {
        return Call.of("leaky_relu", Call.arguments(x, options));
    }

    /** {@code prelu(x, slope) = leaky_relu(x, slope)}. */
    public static Variable prelu(Variable x, double slope) {
        return Call.of("prelu", x, slope);
    }

    /** {@code elu(x, a = 1) = where(x > 0, x, a*expm1(x))}. */
    public static Variable elu(Variable x, Named... options) {
        return Call.of("elu", Call.arguments(x, options));
    }

    /** {@code celu(x, a = 1) = where(x > 0, x, a*expm1(x/a))}. */
    public static Variable celu(Variable x, Named... options) {
        return Call.of("celu", Call.arguments(x, options));
    }

    /** {@code selu(x) = 1.0507009873554805*where(x > 0, x, 1.6732632423543772*expm1(x))}. */
    public static Variable selu(Variable x) {
        return Call.of("selu", x);
    }

    /** {@code gelu(x) = x*normcdf(x)}. */
    public static Variable gelu(Variable x) {
        return Call.of("gelu", x);
    }

    /** {@code gelu_tanh(x) = where(abs(x) > 1e4, max(x, 0), x*sigmoid(2*(sqrt(2/pi)*(x + 0.044715*x^3))))}. */
    public static Variable gelu_tanh(Variable x) {
        return Call.of("gelu_tanh", x);
    }

    /** {@code silu(x) = x*sigmoid(x)}. */
    public static Variable silu(Variable x) {
        return Call.of("silu", x);
    }

    /** {@code swish(x) = silu(x)}. */
    public static Variable swish(Variable x) {
        return Call.of("swish", x);
    }

    /** {@code mish(x) = x*tanh(softplus(x))}. */
    public static Variable mish(Variable x) {
        return Call.of("mish", x);
    }

    /** {@code hardtanh(x) = where(x <= -1, -1, where(x >= 1, 1, x))}. */
    public static Variable hardtanh(Variable x) {
        return Call.of("hardtanh", x);
    }

    /** {@code hardsigmoid(x) = where(x <= -3, 0, where(x >= 3, 1, x/6 + 0.5))}. */
    public static Variable hardsigmoid(Variable x) {
        return Call.of("hardsigmoid", x);
    }

    /** {@code hardswish(x) = where(x <= -3, 0, where(x >= 3, x, x*(x + 3)/6))}. */
    public static Variable hardswish(Variable x) {
        return Call.of("hardswish", x);
    }

    /** {@code softshrink(x, width = 0.5) = where(x > width, x - width, where(x < -width, x + width, 0))}. */
    public static Variable softshrink(Variable x, Named... options) {
        return Call.of("softshrink", Call.arguments(x, options));
    }

    /** {@code hardshrink(x, width = 0.5) = where(abs(x) <= width, 0, x)}. */
    public static Variable hardshrink(Variable x, Named... options) {
        return Call.of("hardshrink", Call.arguments(x, options));
    }

    /** {@code threshold(x, level, value) = where(x > level, x, value)}. */
    public static Variable threshold(Variable x, Variable level, double value) {
        return Call.of("threshold", x, level, value);
    }

    /** {@code threshold(x, level, value) = where(x > level, x, value)}. */
    public static Variable threshold(Variable x, double level, double value) {
        return Call.of("threshold", x, level, value);
    }

    /** {@code bce_with_logits(z, y, pos_weight = 1)}. */
    public static Variable bce_with_logits(Variable z, Variable y, Named... options) {
        return Call.of("bce_with_logits", Call.arguments(z, y, options));
    }

    /** {@code bce_with_logits(z, y, pos_weight = 1)}. */
    public static Variable bce_with_logits(Variable z, double y, Named... options) {
        return Call.of("bce_with_logits", Call.arguments(z, y, options));
    }

    /** {@code bce_with_logits(z, y, pos_weight = 1)}. */
    public static Variable bce_with_logits(double z, Variable y, Named... options) {
        return Call.of("bce_with_logits", Call.arguments(z, y, options));
    }

    /** {@code huber(x, y, delta = 1)}. */
    public static Variable huber(Variable x, Variable y, Named... options) {
        return Call.of("huber", Call.arguments(x, y, options));
    }

    /** {@code huber(x, y, delta = 1)}. */
    public static Variable huber(Variable x, double y, Named... options) {
        return Call.of("huber", Call.arguments(x, y, options));
    }

    /** {@code huber(x, y, delta = 1)}. */
    public static Variable huber(double x, Variable y, Named... options) {
        return Call.of("huber", Call.arguments(x, y, options));
    }

    /** {@code smooth_l1(x, y, beta = 1)}. */
    public static Variable smooth_l1(Variable x, Variable y, Named... options) {
        return Call.of("smooth_l1", Call.arguments(x, y, options));
    }

    /** {@code smooth_l1(x, y, beta = 1)}. */
    public static Variable smooth_l1(Variable x, double y, Named... options) {
        return Call.of("smooth_l1", Call.arguments(x, y, options));
    }

    /** {@code smooth_l1(x, y, beta = 1)}. */
    public static Variable smooth_l1(double x, Variable y, Named... options) {
        return Call.of("smooth_l1", Call.arguments(x, y, options));
    }

    /** {@code mse_loss(x, y) = mean((x - y)^2)}. */
    public static Variable mse_loss(Variable x, Variable y) {
        return Call.of("mse_loss", x, y);
    }

    /** {@code mse_loss(x, y) = mean((x - y)^2)}. */
    public static Variable mse_loss(Variable x, double y) {
        return Call.of("mse_loss", x, y);
    }

    /** {@code mse_loss(x, y) = mean((x - y)^2)}. */
    public static Variable mse_loss(double x, Variable y) {
        return Call.of("mse_loss", x, y);
    }

    /** {@code l1_loss(x, y) = mean(abs(x - y))}. */
    public static Variable l1_loss(Variable x, Variable y) {
        return Call.of("l1_loss", x, y);
    }

    /** {@code l1_loss(x, y) = mean(abs(x - y))}. */
    public static Variable l1_loss(Variable x, double y) {
        return Call.of("l1_loss", x, y);
    }

    /** {@code l1_loss(x, y) = mean(abs(x - y))}. */
    public static Variable l1_loss(double x, Variable y) {
        return Call.of("l1_loss", x, y);
    }

    /** {@code huber_loss(x, y, delta = 1) = mean(huber(x, y, delta))}. */
    public static Variable huber_loss(Variable x, Variable y, Named... options) {
        return Call.of("huber_loss", Call.arguments(x, y, options));
    }

    /** {@code huber_loss(x, y, delta = 1) = mean(huber(x, y, delta))}. */
    public static Variable huber_loss(Variable x, double y, Named... options) {
        return Call.of("huber_loss", Call.arguments(x, y, options));
    }

    /** {@code huber_loss(x, y, delta = 1) = mean(huber(x, y, delta))}. */
    public static Variable huber_loss(double x, Variable y, Named... options) {
        return Call.of("huber_loss", Call.arguments(x, y, options));
    }

    /** {@code smooth_l1_loss(x, y, beta = 1) = mean(smooth_l1(x, y, beta))}. */
    public static Variable smooth_l1_loss(Variable x, Variable y, Named... options) {
        return Call.of("smooth_l1_loss", Call.arguments(x, y, options));
    }

    /** {@code smooth_l1_loss(x, y, beta = 1) = mean(smooth_l1(x, y, beta))}. */
    public static Variable smooth_l1_loss(Variable x, double y, Named... options) {
        return Call.of("smooth_l1_loss", Call.arguments(x, y, options));
    }

    /** {@code smooth_l1_loss(x, y, beta = 1) = mean(smooth_l1(x, y, beta))}. */
    public static Variable smooth_l1_loss(double x, Variable y, Named... options) {
        return Call.of("smooth_l1_loss", Call.arguments(x, y, options));
    }

    /** {@code bce_loss(p, y) = mean(-(y*max(log(p), -100) + (1 - y)*max(log1p(-p), -100)))}. */
    public static Variable bce_loss(double p, Variable y) {
        return Call.of("bce_loss", p, y);
    }

    /** {@code kl_div(x, p) = mean(xlogx(p) - p*x)}. */
    public static Variable kl_div(Variable x, double p) {
        return Call.of("kl_div", x, p);
    }

    /** {@code poisson_nll_loss(x, y) = mean(exp(x) - y*x)}. */
    public static Variable poisson_nll_loss(Variable x, Variable y) {
        return Call.of("poisson_nll_loss", x, y);
    }

    /** {@code poisson_nll_loss(x, y) = mean(exp(x) - y*x)}. */
    public static Variable poisson_nll_loss(Variable x, double y) {
        return Call.of("poisson_nll_loss", x, y);
    }

    /** {@code poisson_nll_loss(x, y) = mean(exp(x) - y*x)}. */
    public static Variable poisson_nll_loss(double x, Variable y) {
        return Call.of("poisson_nll_loss", x, y);
    }

    /** {@code gaussian_nll_loss(x, y, variance, eps = 1e-6)}. */
    public static Variable gaussian_nll_loss(Variable x, Variable y, Variable variance, Named... options) {
        return Call.of("gaussian_nll_loss", Call.arguments(x, y, variance, options));
    }

    /** {@code gaussian_nll_loss(x, y, variance, eps = 1e-6)}. */
    public static Variable gaussian_nll_loss(Variable x, Variable y, double variance, Named... options) {
        return Call.of("gaussian_nll_loss", Call.arguments(x, y, variance, options));
    }

    /** {@code gaussian_nll_loss(x, y, variance, eps = 1e-6)}. */
    public static Variable gaussian_nll_loss(Variable x, double y, Variable variance, Named... options) {
        return Call.of("gaussian_nll_loss", Call.arguments(x, y, variance, options));
    }

    /** {@code gaussian_nll_loss(x, y, variance, eps = 1e-6)}. */
    public static Variable gaussian_nll_loss(Variable x, double y, double variance, Named... options) {
        return Call.of("gaussian_nll_loss", Call.arguments(x, y, variance, options));
    }

    /** {@code soft_margin_loss(x, y) = mean(softplus(-y*x))}. */
    public static Variable soft_margin_loss(Variable x, Variable y) {
        return Call.of("soft_margin_loss", x, y);
    }

    /** {@code soft_margin_loss(x, y) = mean(softplus(-y*x))}. */
    public static Variable soft_margin_loss(Variable x, double y) {
        return Call.of("soft_margin_loss", x, y);
    }

    /** {@code soft_margin_loss(x, y) = mean(softplus(-y*x))}. */
    public static Variable soft_margin_loss(double x, Variable y) {
        return Call.of("soft_margin_loss", x, y);
    }

    /** {@code hinge_loss(x, y) = mean(relu(1 - y*x))}. */
    public static Variable hinge_loss(Variable x, Variable y) {
        return Call.of("hinge_loss", x, y);
    }

    /** {@code hinge_loss(x, y) = mean(relu(1 - y*x))}. */
    public static Variable hinge_loss(Variable x, double y) {
        return Call.of("hinge_loss", x, y);
    }

    /** {@code hinge_loss(x, y) = mean(relu(1 - y*x))}. */
    public static Variable hinge_loss(double x, Variable y) {
        return Call.of("hinge_loss", x, y);
    }

    /** {@code triplet_margin_loss(anchor, positive, negative, margin = 1, p = 2, eps = 1e-6)}. */
    public static Variable triplet_margin_loss(Variable anchor, Variable positive, Variable negative, Named... options) {
        return Call.of("triplet_margin_loss", Call.arguments(anchor, positive, negative, options));
    }

    /** {@code triplet_margin_loss(anchor, positive, negative, margin = 1, p = 2, eps = 1e-6)}. */
    public static Variable triplet_margin_loss(Variable anchor, Variable positive, double negative, Named... options) {
        return Call.of("triplet_margin_loss", Call.arguments(anchor, positive, negative, options));
    }

    /** {@code triplet_margin_loss(anchor, positive, negative, margin = 1, p = 2, eps = 1e-6)}. */
    public static Variable triplet_margin_loss(Variable anchor, double positive, Variable negative, Named... options) {
        return Call.of("triplet_margin_loss", Call.arguments(anchor, positive, negative, options));
    }

    /** {@code triplet_margin_loss(anchor, positive, negative, margin = 1, p = 2, eps = 1e-6)}. */
    public static Variable triplet_margin_loss(Variable anchor, double positive, double negative, Named... options) {
        return Call.of("triplet_margin_loss", Call.arguments(anchor, positive, negative, options));
    }

    /** {@code cross_entropy(x, target, axis = -1, label_smoothing = none, weight = none, ignore_index = none)}. */
    public static Variable cross_entropy(Variable x, Variable target, Named... options) {
        return Call.of("cross_entropy", Call.arguments(x, target, options));
    }

    /** {@code cross_entropy(x, target, axis = -1, label_smoothing = none, weight = none, ignore_index = none)}. */
    public static Variable cross_entropy(double x, Variable target, Named... options) {
        return Call.of("cross_entropy", Call.arguments(x, target, options));
    }

    /** {@code interval_of(x, xp)}. */
    public static Variable interval_of(Variable x, Variable xp) {
        return Call.of("interval_of", x, xp);
    }

    /** {@code interval_of(x, xp)}. */
    public static Variable interval_of(Variable x, double xp) {
        return Call.of("interval_of", x, xp);
    }

    /** {@code interval_of(x, xp)}. */
    public static Variable interval_of(double x, Variable xp) {
        return Call.of("interval_of", x, xp);
    }

    /** {@code interp(x, xp, fp)}. */
    public static Variable interp(Variable x, Variable xp, Variable fp) {
        return Call.of("interp", x, xp, fp);
    }

    /** {@code interp(x, xp, fp)}. */
    public static Variable interp(Variable x, Variable xp, double fp) {
        return Call.of("interp", x, xp, fp);
    }

    /** {@code interp(x, xp, fp)}. */
    public static Variable interp(Variable x, double xp, Variable fp) {
        return Call.of("interp", x, xp, fp);
    }

    /** {@code interp(x, xp, fp)}. */
    public static Variable interp(Variable x, double xp, double fp) {
        return Call.of("interp", x, xp, fp);
    }

    /** {@code spline_slopes(xp, fp)}. */
    public static Variable spline_slopes(Variable xp, Variable fp) {
        return Call.of("spline_slopes", xp, fp);
    }

    /** {@code spline_slopes(xp, fp)}. */
    public static Variable spline_slopes(Variable xp, double fp) {
        return Call.of("spline_slopes", xp, fp);
    }

    /** {@code spline_slopes(xp, fp)}. */
    public static Variable spline_slopes(double xp, Variable fp) {
        return Call.of("spline_slopes", xp, fp);
    }

    /** {@code interp_cubic(x, xp, fp)}. */
    public static Variable interp_cubic(Variable x, Variable xp, Variable fp) {
        return Call.of("interp_cubic", x, xp, fp);
    }

    /** {@code interp_cubic(x, xp, fp)}. */
    public static Variable interp_cubic(Variable x, Variable xp, double fp) {
        return Call.of("interp_cubic", x, xp, fp);
    }

    /** {@code interp_cubic(x, xp, fp)}. */
    public static Variable interp_cubic(Variable x, double xp, Variable fp) {
        return Call.of("interp_cubic", x, xp, fp);
    }

    /** {@code interp_cubic(x, xp, fp)}. */
    public static Variable interp_cubic(Variable x, double xp, double fp) {
        return Call.of("interp_cubic", x, xp, fp);
    }

    /** {@code var(x, axis=none, keepdims=false, correction=1)}. */
    public static Variable var(Variable x, Named... options) {
        return Call.of("var", Call.arguments(x, options));
    }

    /** {@code std(x, axis=none, keepdims=false, correction=1)}. */
    public static Variable std(Variable x, Named... options) {
        return Call.of("std", Call.arguments(x, options));
    }

    /** {@code ptp(x, axis=none, keepdims=false)}. */
    public static Variable ptp(Variable x, Named... options) {
        return Call.of("ptp", Call.arguments(x, options));
    }

    /** {@code count_nonzero(x, axis=none, keepdims=false)}. */
    public static Variable count_nonzero(Variable x, Named... options) {
        return Call.of("count_nonzero", Call.arguments(x, options));
    }

    /** {@code quantile(x, q)}. */
    public static Variable quantile(Variable x, Variable q) {
        return Call.of("quantile", x, q);
    }

    /** {@code quantile(x, q)}. */
    public static Variable quantile(Variable x, double q) {
        return Call.of("quantile", x, q);
    }

    /** {@code quantile(x, q)}. */
    public static Variable quantile(double x, Variable q) {
        return Call.of("quantile", x, q);
    }

    /** {@code percentile(x, q) = quantile(x, q/100)}. */
    public static Variable percentile(Variable x, Variable q) {
        return Call.of("percentile", x, q);
    }

    /** {@code percentile(x, q) = quantile(x, q/100)}. */
    public static Variable percentile(Variable x, double q) {
        return Call.of("percentile", x, q);
    }

    /** {@code percentile(x, q) = quantile(x, q/100)}. */
    public static Variable percentile(double x, Variable q) {
        return Call.of("percentile", x, q);
    }

    /** {@code trapezoid(y, x) = dot(y[1:] + y[:-1], x[1:] - x[:-1])/2}. */
    public static Variable trapezoid(Variable y, Variable x) {
        return Call.of("trapezoid", y, x);
    }

    /** {@code trapezoid(y, x) = dot(y[1:] + y[:-1], x[1:] - x[:-1])/2}. */
    public static Variable trapezoid(Variable y, double x) {
        return Call.of("trapezoid", y, x);
    }

    /** {@code trapezoid(y, x) = dot(y[1:] + y[:-1], x[1:] - x[:-1])/2}. */
    public static Variable trapezoid(double y, Variable x) {
        return Call.of("trapezoid", y, x);
    }

    /** {@code cov(x)}. */
    public static Variable cov(Variable x) {
        return Call.of("cov", x);
    }

    /** {@code corrcoef(x)}. */
    public static Variable corrcoef(Variable x) {
        return Call.of("corrcoef", x);
    }

    /** {@code polyval(c, x)}. */
    public static Variable polyval(Variable c, Variable x) {
        return Call.of("polyval", c, x);
    }

    /** {@code polyval(c, x)}. */
    public static Variable polyval(Variable c, double x) {
        return Call.of("polyval", c, x);
    }

    /** {@code polyval(c, x)}. */
    public static Variable polyval(double c, Variable x) {
        return Call.of("polyval", c, x);
    }

    /** {@code flatten(x) = reshape(x, -1)}. */
    public static Variable flatten(Variable x) {
        return Call.of("flatten", x);
    }

    /** {@code embedding(indices, weight) = weight[indices]}. */
    public static Variable embedding(Variable indices, Variable weight) {
        return Call.of("embedding", indices, weight);
    }

    /** {@code embedding(indices, weight) = weight[indices]}. */
    public static Variable embedding(double indices, Variable weight) {
        return Call.of("embedding", indices, weight);
    }

    /** {@code addmm(b, x, w, beta = 1, alpha = 1) = beta*b + alpha*(x @ w)}. */
    public static Variable addmm(Variable b, Variable x, Variable w, Named... options) {
        return Call.of("addmm", Call.arguments(b, x, w, options));
    }

    /** {@code addmm(b, x, w, beta = 1, alpha = 1) = beta*b + alpha*(x @ w)}. */
    public static Variable addmm(Variable b, Variable x, double w, Named... options) {
        return Call.of("addmm", Call.arguments(b, x, w, options));
    }

    /** {@code addmm(b, x, w, beta = 1, alpha = 1) = beta*b + alpha*(x @ w)}. */
    public static Variable addmm(Variable b, double x, Variable w, Named... options) {
        return Call.of("addmm", Call.arguments(b, x, w, options));
    }

    /** {@code addmm(b, x, w, beta = 1, alpha = 1) = beta*b + alpha*(x @ w)}. */
    public static Variable addmm(Variable b, double x, double w, Named... options) {
        return Call.of("addmm", Call.arguments(b, x, w, options));
    }

    /** {@code addcmul(x, a, b, value = 1) = x + value*a*b}. */
    public static Variable addcmul(Variable x, Variable a, Variable b, Named... options) {
        return Call.of("addcmul", Call.arguments(x, a, b, options));
    }

    /** {@code addcmul(x, a, b, value = 1) = x + value*a*b}. */
    public static Variable addcmul(Variable x, Variable a, double b, Named... options) {
        return Call.of("addcmul", Call.arguments(x, a, b, options));
    }

    /** {@code addcmul(x, a, b, value = 1) = x + value*a*b}. */
    public static Variable addcmul(Variable x, double a, Variable b, Named... options) {
        return Call.of("addcmul", Call.arguments(x, a, b, options));
    }

    /** {@code addcmul(x, a, b, value = 1) = x + value*a*b}. */
    public static Variable addcmul(Variable x, double a, double b, Named... options) {
        return Call.of("addcmul", Call.arguments(x, a, b, options));
    }

    /** {@code addcdiv(x, a, b, value = 1) = x + value*a/b}. */
    public static Variable addcdiv(Variable x, Variable a, Variable b, Named... options) {
        return Call.of("addcdiv", Call.arguments(x, a, b, options));
    }

    /** {@code addcdiv(x, a, b, value = 1) = x + value*a/b}. */
    public static Variable addcdiv(Variable x, Variable a, double b, Named... options) {
        return Call.of("addcdiv", Call.arguments(x, a, b, options));
    }

    /** {@code addcdiv(x, a, b, value = 1) = x + value*a/b}. */
    public static Variable addcdiv(Variable x, double a, Variable b, Named... options) {
        return Call.of("addcdiv", Call.arguments(x, a, b, options));
    }

    /** {@code addcdiv(x, a, b, value = 1) = x + value*a/b}. */
    public static Variable addcdiv(Variable x, double a, double b, Named... options) {
        return Call.of("addcdiv", Call.arguments(x, a, b, options));
    }

    /** {@code normalize(x, p=2, axis=-1, eps=1e-12) = x/max(norm(x, p=p, axis=axis, keepdims=true), eps)}. */
    public static Variable normalize(Variable x, Named... options) {
        return Call.of("normalize", Call.arguments(x, options));
    }

    /** {@code cosine_similarity(a, b, axis=-1, eps=1e-8)}. */
    public static Variable cosine_similarity(Variable a, Variable b, Named... options) {
        return Call.of("cosine_similarity", Call.arguments(a, b, options));
    }

    /** {@code cosine_similarity(a, b, axis=-1, eps=1e-8)}. */
    public static Variable cosine_similarity(Variable a, double b, Named... options) {
        return Call.of("cosine_similarity", Call.arguments(a, b, options));
    }

    /** {@code cosine_similarity(a, b, axis=-1, eps=1e-8)}. */
    public static Variable cosine_similarity(double a, Variable b, Named... options) {
        return Call.of("cosine_similarity", Call.arguments(a, b, options));
    }

    /** {@code pairwise_distance(a, b, p=2, eps=1e-6, keepdims=false)}. */
    public static Variable pairwise_distance(Variable a, Variable b, Named... options) {
        return Call.of("pairwise_distance", Call.arguments(a, b, options));
    }

    /** {@code pairwise_distance(a, b, p=2, eps=1e-6, keepdims=false)}. */
    public static Variable pairwise_distance(Variable a, double b, Named... options) {
        return Call.of("pairwise_distance", Call.arguments(a, b, options));
    }

    /** {@code pairwise_distance(a, b, p=2, eps=1e-6, keepdims=false)}. */
    public static Variable pairwise_distance(double a, Variable b, Named... options) {
        return Call.of("pairwise_distance", Call.arguments(a, b, options));
    }

    /** {@code cdist(a, b, p=2) = norm(unsqueeze(a, -2) - unsqueeze(b, -3), p=p, axis=-1)}. */
    public static Variable cdist(Variable a, Variable b, Named... options) {
        return Call.of("cdist", Call.arguments(a, b, options));
    }

    /** {@code cdist(a, b, p=2) = norm(unsqueeze(a, -2) - unsqueeze(b, -3), p=p, axis=-1)}. */
    public static Variable cdist(Variable a, double b, Named... options) {
        return Call.of("cdist", Call.arguments(a, b, options));
    }

    /** {@code cdist(a, b, p=2) = norm(unsqueeze(a, -2) - unsqueeze(b, -3), p=p, axis=-1)}. */
    public static Variable cdist(double a, Variable b, Named... options) {
        return Call.of("cdist", Call.arguments(a, b, options));
    }

    /** {@code scaled_dot_product_attention(q, k, v) = softmax(q @ transpose(k)/sqrt(size(q, -1))) @ v}. */
    public static Variable scaled_dot_product_attention(Variable q, int k, Variable v) {
        return Call.of("scaled_dot_product_attention", q, k, v);
    }

    /** {@code scaled_dot_product_attention(q, k, v) = softmax(q @ transpose(k)/sqrt(size(q, -1))) @ v}. */
    public static Variable scaled_dot_product_attention(Variable q, int k, double v) {
        return Call.of("scaled_dot_product_attention", q, k, v);
    }

    /** {@code layer_norm(x, weight = 1, bias = 0, eps = 1e-5)}. */
    public static Variable layer_norm(Variable x, Named... options) {
        return Call.of("layer_norm", Call.arguments(x, options));
    }

    /** {@code rms_norm(x, weight = 1, eps = 1e-5) = x/sqrt(mean(x^2, axis=-1, keepdims=true) + eps)*weight}. */
    public static Variable rms_norm(Variable x, Named... options) {
        return Call.of("rms_norm", Call.arguments(x, options));
    }

    /** {@code dropout(x, p = 0.5, seed = 0, training = true)}. */
    public static Variable dropout(Variable x, Named... options) {
        return Call.of("dropout", Call.arguments(x, options));
    }
}
