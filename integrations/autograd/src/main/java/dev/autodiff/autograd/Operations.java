// Written by OperationsSourceTest from the tables of the language; run it with -Dgolden=update.
package dev.autodiff.autograd;

/** The functions of the language as methods of their first argument. */
public abstract sealed class Operations permits Operators {
    Operations() {}

    /** {@code pow(a, b)}. */
    public final Variable pow(Variable b) {
        return Call.of("pow", this, b);
    }

    /** {@code pow(a, b)}. */
    public final Variable pow(double b) {
        return Call.of("pow", this, b);
    }

    /** {@code abs(x)}. */
    public final Variable abs() {
        return Call.of("abs", this);
    }

    /** {@code sign(x)}. */
    public final Variable sign() {
        return Call.of("sign", this);
    }

    /** {@code sqrt(x)}. */
    public final Variable sqrt() {
        return Call.of("sqrt", this);
    }

    /** {@code cbrt(x)}. */
    public final Variable cbrt() {
        return Call.of("cbrt", this);
    }

    /** {@code exp(x)}. */
    public final Variable exp() {
        return Call.of("exp", this);
    }

    /** {@code exp2(x)}. */
    public final Variable exp2() {
        return Call.of("exp2", this);
    }

    /** {@code expm1(x)}. */
    public final Variable expm1() {
        return Call.of("expm1", this);
    }

    /** {@code log(x)}. */
    public final Variable log() {
        return Call.of("log", this);
    }

    /** {@code log1p(x)}. */
    public final Variable log1p() {
        return Call.of("log1p", this);
    }

    /** {@code log1mexp(x)}. */
    public final Variable log1mexp() {
        return Call.of("log1mexp", this);
    }

    /** {@code log2(x)}. */
    public final Variable log2() {
        return Call.of("log2", this);
    }

    /** {@code log10(x)}. */
    public final Variable log10() {
        return Call.of("log10", this);
    }

    /** {@code sin(x)}. */
    public final Variable sin() {
        return Call.of("sin", this);
    }

    /** {@code cos(x)}. */
    public final Variable cos() {
        return Call.of("cos", this);
    }

    /** {@code tan(x)}. */
    public final Variable tan() {
        return Call.of("tan", this);
    }

    /** {@code asin(x)}. */
    public final Variable asin() {
        return Call.of("asin", this);
    }

    /** {@code acos(x)}. */
    public final Variable acos() {
        return Call.of("acos", this);
    }

    /** {@code atan(x)}. */
    public final Variable atan() {
        return Call.of("atan", this);
    }

    /** {@code atan2(a, b)}. */
    public final Variable atan2(Variable b) {
        return Call.of("atan2", this, b);
    }

    /** {@code atan2(a, b)}. */
    public final Variable atan2(double b) {
        return Call.of("atan2", this, b);
    }

    /** {@code sinh(x)}. */
    public final Variable sinh() {
        return Call.of("sinh", this);
    }

    /** {@code cosh(x)}. */
    public final Variable cosh() {
        return Call.of("cosh", this);
    }

    /** {@code tanh(x)}. */
    public final Variable tanh() {
        return Call.of("tanh", this);
    }

    /** {@code sech(x)}. */
    public final Variable sech() {
        return Call.of("sech", this);
    }

    /** {@code asinh(x)}. */
    public final Variable asinh() {
        return Call.of("asinh", this);
    }

    /** {@code acosh(x)}. */
    public final Variable acosh() {
        return Call.of("acosh", this);
    }

    /** {@code atanh(x)}. */
    public final Variable atanh() {
        return Call.of("atanh", this);
    }

    /** {@code sigmoid(x)}. */
    public final Variable sigmoid() {
        return Call.of("sigmoid", this);
    }

    /** {@code softplus(x)}. */
    public final Variable softplus() {
        return Call.of("softplus", this);
    }

    /** {@code logaddexp(a, b)}. */
    public final Variable logaddexp(Variable b) {
        return Call.of("logaddexp", this, b);
    }

    /** {@code logaddexp(a, b)}. */
    public final Variable logaddexp(double b) {
        return Call.of("logaddexp", this, b);
    }

    /** {@code logaddexp2(a, b)}. */
    public final Variable logaddexp2(Variable b) {
        return Call.of("logaddexp2", this, b);
    }

    /** {@code logaddexp2(a, b)}. */
    public final Variable logaddexp2(double b) {
        return Call.of("logaddexp2", this, b);
    }

    /** {@code xlogy(a, b)}. */
    public final Variable xlogy(Variable b) {
        return Call.of("xlogy", this, b);
    }

    /** {@code xlogy(a, b)}. */
    public final Variable xlogy(double b) {
        return Call.of("xlogy", this, b);
    }

    /** {@code xlog1py(a, b)}. */
    public final Variable xlog1py(Variable b) {
        return Call.of("xlog1py", this, b);
    }

    /** {@code xlog1py(a, b)}. */
    public final Variable xlog1py(double b) {
        return Call.of("xlog1py", this, b);
    }

    /** {@code xlogx(x)}. */
    public final Variable xlogx() {
        return Call.of("xlogx", this);
    }

    /** {@code erf(x)}. */
    public final Variable erf() {
        return Call.of("erf", this);
    }

    /** {@code erfc(x)}. */
    public final Variable erfc() {
        return Call.of("erfc", this);
    }

    /** {@code erfinv(x)}. */
    public final Variable erfinv() {
        return Call.of("erfinv", this);
    }

    /** {@code norminv(x)}. */
    public final Variable norminv() {
        return Call.of("norminv", this);
    }

    /** {@code normcdf(x)}. */
    public final Variable normcdf() {
        return Call.of("normcdf", this);
    }

    /** {@code derivative_of_erfcx(a, b)}. */
    public final Variable derivative_of_erfcx(Variable b) {
        return Call.of("derivative_of_erfcx", this, b);
    }

    /** {@code derivative_of_erfcx(a, b)}. */
    public final Variable derivative_of_erfcx(double b) {
        return Call.of("derivative_of_erfcx", this, b);
    }

    /** {@code erfcx(x)}. */
    public final Variable erfcx() {
        return Call.of("erfcx", this);
    }

    /** {@code derivative_of_log_erfcx(x)}. */
    public final Variable derivative_of_log_erfcx() {
        return Call.of("derivative_of_log_erfcx", this);
    }

    /** {@code log_erfc(x)}. */
    public final Variable log_erfc() {
        return Call.of("log_erfc", this);
    }

    /** {@code log_ndtr(x)}. */
    public final Variable log_ndtr() {
        return Call.of("log_ndtr", this);
    }

    /** {@code lgamma(x)}. */
    public final Variable lgamma() {
        return Call.of("lgamma", this);
    }

    /** {@code tgamma(x)}. */
    public final Variable tgamma() {
        return Call.of("tgamma", this);
    }

    /** {@code lbeta(a, b)}. */
    public final Variable lbeta(Variable b) {
        return Call.of("lbeta", this, b);
    }

    /** {@code lbeta(a, b)}. */
    public final Variable lbeta(double b) {
        return Call.of("lbeta", this, b);
    }

    /** {@code euler_beta(a, b)}. */
    public final Variable euler_beta(Variable b) {
        return Call.of("euler_beta", this, b);
    }

    /** {@code euler_beta(a, b)}. */
    public final Variable euler_beta(double b) {
        return Call.of("euler_beta", this, b);
    }

    /** {@code polygamma_difference(c, a, b)}. */
    public final Variable polygamma_difference(Variable a, Variable b) {
        return Call.of("polygamma_difference", this, a, b);
    }

    /** {@code polygamma_difference(c, a, b)}. */
    public final Variable polygamma_difference(Variable a, double b) {
        return Call.of("polygamma_difference", this, a, b);
    }

    /** {@code polygamma_difference(c, a, b)}. */
    public final Variable polygamma_difference(double a, Variable b) {
        return Call.of("polygamma_difference", this, a, b);
    }

    /** {@code polygamma_difference(c, a, b)}. */
    public final Variable polygamma_difference(double a, double b) {
        return Call.of("polygamma_difference", this, a, b);
    }

    /** {@code poch(a, b)}. */
    public final Variable poch(Variable b) {
        return Call.of("poch", this, b);
    }

    /** {@code poch(a, b)}. */
    public final Variable poch(double b) {
        return Call.of("poch", this, b);
    }

    /** {@code derivative_of_gamma_density(c, a, b)}. */
    public final Variable derivative_of_gamma_density(Variable a, Variable b) {
        return Call.of("derivative_of_gamma_density", this, a, b);
    }

    /** {@code derivative_of_gamma_density(c, a, b)}. */
    public final Variable derivative_of_gamma_density(Variable a, double b) {
        return Call.of("derivative_of_gamma_density", this, a, b);
    }

    /** {@code derivative_of_gamma_density(c, a, b)}. */
    public final Variable derivative_of_gamma_density(double a, Variable b) {
        return Call.of("derivative_of_gamma_density", this, a, b);
    }

    /** {@code derivative_of_gamma_density(c, a, b)}. */
    public final Variable derivative_of_gamma_density(double a, double b) {
        return Call.of("derivative_of_gamma_density", this, a, b);
    }

    /** {@code derivative_of_gammap(c, a, b)}. */
    public final Variable derivative_of_gammap(Variable a, Variable b) {
        return Call.of("derivative_of_gammap", this, a, b);
    }

    /** {@code derivative_of_gammap(c, a, b)}. */
    public final Variable derivative_of_gammap(Variable a, double b) {
        return Call.of("derivative_of_gammap", this, a, b);
    }

    /** {@code derivative_of_gammap(c, a, b)}. */
    public final Variable derivative_of_gammap(double a, Variable b) {
        return Call.of("derivative_of_gammap", this, a, b);
    }

    /** {@code derivative_of_gammap(c, a, b)}. */
    public final Variable derivative_of_gammap(double a, double b) {
        return Call.of("derivative_of_gammap", this, a, b);
    }

    /** {@code gamma_density(a, b)}. */
    public final Variable gamma_density(Variable b) {
        return Call.of("gamma_density", this, b);
    }

    /** {@code gamma_density(a, b)}. */
    public final Variable gamma_density(double b) {
        return Call.of("gamma_density", this, b);
    }

    /** {@code gammap(a, b)}. */
    public final Variable gammap(Variable b) {
        return Call.of("gammap", this, b);
    }

    /** {@code gammap(a, b)}. */
    public final Variable gammap(double b) {
        return Call.of("gammap", this, b);
    }

    /** {@code gammaq(a, b)}. */
    public final Variable gammaq(Variable b) {
        return Call.of("gammaq", this, b);
    }

    /** {@code gammaq(a, b)}. */
    public final Variable gammaq(double b) {
        return Call.of("gammaq", this, b);
    }

    /** {@code gammapinv(a, b)}. */
    public final Variable gammapinv(Variable b) {
        return Call.of("gammapinv", this, b);
    }

    /** {@code gammapinv(a, b)}. */
    public final Variable gammapinv(double b) {
        return Call.of("gammapinv", this, b);
    }

    /** {@code gammaqinv(a, b)}. */
    public final Variable gammaqinv(Variable b) {
        return Call.of("gammaqinv", this, b);
    }

    /** {@code gammaqinv(a, b)}. */
    public final Variable gammaqinv(double b) {
        return Call.of("gammaqinv", this, b);
    }

    /** {@code beta_density(c, a, b)}. */
    public final Variable beta_density(Variable a, Variable b) {
        return Call.of("beta_density", this, a, b);
    }

    /** {@code beta_density(c, a, b)}. */
    public final Variable beta_density(Variable a, double b) {
        return Call.of("beta_density", this, a, b);
    }

    /** {@code beta_density(c, a, b)}. */
    public final Variable beta_density(double a, Variable b) {
        return Call.of("beta_density", this, a, b);
    }

    /** {@code beta_density(c, a, b)}. */
    public final Variable beta_density(double a, double b) {
        return Call.of("beta_density", this, a, b);
    }

    /** {@code betainc_by_aa(c, a, b)}. */
    public final Variable betainc_by_aa(Variable a, Variable b) {
        return Call.of("betainc_by_aa", this, a, b);
    }

    /** {@code betainc_by_aa(c, a, b)}. */
    public final Variable betainc_by_aa(Variable a, double b) {
        return Call.of("betainc_by_aa", this, a, b);
    }

    /** {@code betainc_by_aa(c, a, b)}. */
    public final Variable betainc_by_aa(double a, Variable b) {
        return Call.of("betainc_by_aa", this, a, b);
    }

    /** {@code betainc_by_aa(c, a, b)}. */
    public final Variable betainc_by_aa(double a, double b) {
        return Call.of("betainc_by_aa", this, a, b);
    }

    /** {@code betainc_by_ab(c, a, b)}. */
    public final Variable betainc_by_ab(Variable a, Variable b) {
        return Call.of("betainc_by_ab", this, a, b);
    }

    /** {@code betainc_by_ab(c, a, b)}. */
    public final Variable betainc_by_ab(Variable a, double b) {
        return Call.of("betainc_by_ab", this, a, b);
    }

    /** {@code betainc_by_ab(c, a, b)}. */
    public final Variable betainc_by_ab(double a, Variable b) {
        return Call.of("betainc_by_ab", this, a, b);
    }

    /** {@code betainc_by_ab(c, a, b)}. */
    public final Variable betainc_by_ab(double a, double b) {
        return Call.of("betainc_by_ab", this, a, b);
    }

    /** {@code betainc_by_bb(c, a, b)}. */
    public final Variable betainc_by_bb(Variable a, Variable b) {
        return Call.of("betainc_by_bb", this, a, b);
    }

    /** {@code betainc_by_bb(c, a, b)}. */
    public final Variable betainc_by_bb(Variable a, double b) {
        return Call.of("betainc_by_bb", this, a, b);
    }

    /** {@code betainc_by_bb(c, a, b)}. */
    public final Variable betainc_by_bb(double a, Variable b) {
        return Call.of("betainc_by_bb", this, a, b);
    }

    /** {@code betainc_by_bb(c, a, b)}. */
    public final Variable betainc_by_bb(double a, double b) {
        return Call.of("betainc_by_bb", this, a, b);
    }

    /** {@code betainc_by_a(c, a, b)}. */
    public final Variable betainc_by_a(Variable a, Variable b) {
        return Call.of("betainc_by_a", this, a, b);
    }

    /** {@code betainc_by_a(c, a, b)}. */
    public final Variable betainc_by_a(Variable a, double b) {
        return Call.of("betainc_by_a", this, a, b);
    }

    /** {@code betainc_by_a(c, a, b)}. */
    public final Variable betainc_by_a(double a, Variable b) {
        return Call.of("betainc_by_a", this, a, b);
    }

    /** {@code betainc_by_a(c, a, b)}. */
    public final Variable betainc_by_a(double a, double b) {
        return Call.of("betainc_by_a", this, a, b);
    }

    /** {@code betainc_by_b(c, a, b)}. */
    public final Variable betainc_by_b(Variable a, Variable b) {
        return Call.of("betainc_by_b", this, a, b);
    }

    /** {@code betainc_by_b(c, a, b)}. */
    public final Variable betainc_by_b(Variable a, double b) {
        return Call.of("betainc_by_b", this, a, b);
    }

    /** {@code betainc_by_b(c, a, b)}. */
    public final Variable betainc_by_b(double a, Variable b) {
        return Call.of("betainc_by_b", this, a, b);
    }

    /** {@code betainc_by_b(c, a, b)}. */
    public final Variable betainc_by_b(double a, double b) {
        return Call.of("betainc_by_b", this, a, b);
    }

    /** {@code betainc(c, a, b)}. */
    public final Variable betainc(Variable a, Variable b) {
        return Call.of("betainc", this, a, b);
    }

    /** {@code betainc(c, a, b)}. */
    public final Variable betainc(Variable a, double b) {
        return Call.of("betainc", this, a, b);
    }

    /** {@code betainc(c, a, b)}. */
    public final Variable betainc(double a, Variable b) {
        return Call.of("betainc", this, a, b);
    }

    /** {@code betainc(c, a, b)}. */
    public final Variable betainc(double a, double b) {
        return Call.of("betainc", this, a, b);
    }

    /** {@code betaincc(c, a, b)}. */
    public final Variable betaincc(Variable a, Variable b) {
        return Call.of("betaincc", this, a, b);
    }

    /** {@code betaincc(c, a, b)}. */
    public final Variable betaincc(Variable a, double b) {
        return Call.of("betaincc", this, a, b);
    }

    /** {@code betaincc(c, a, b)}. */
    public final Variable betaincc(double a, Variable b) {
        return Call.of("betaincc", this, a, b);
    }

    /** {@code betaincc(c, a, b)}. */
    public final Variable betaincc(double a, double b) {
        return Call.of("betaincc", this, a, b);
    }

    /** {@code betaincinv(c, a, b)}. */
    public final Variable betaincinv(Variable a, Variable b) {
        return Call.of("betaincinv", this, a, b);
    }

    /** {@code betaincinv(c, a, b)}. */
    public final Variable betaincinv(Variable a, double b) {
        return Call.of("betaincinv", this, a, b);
    }

    /** {@code betaincinv(c, a, b)}. */
    public final Variable betaincinv(double a, Variable b) {
        return Call.of("betaincinv", this, a, b);
    }

    /** {@code betaincinv(c, a, b)}. */
    public final Variable betaincinv(double a, double b) {
        return Call.of("betaincinv", this, a, b);
    }

    /** {@code tpdf(a, b)}. */
    public final Variable tpdf(Variable b) {
        return Call.of("tpdf", this, b);
    }

    /** {@code tpdf(a, b)}. */
    public final Variable tpdf(double b) {
        return Call.of("tpdf", this, b);
    }

    /** {@code tcdf_by_df(a, b)}. */
    public final Variable tcdf_by_df(Variable b) {
        return Call.of("tcdf_by_df", this, b);
    }

    /** {@code tcdf_by_df(a, b)}. */
    public final Variable tcdf_by_df(double b) {
        return Call.of("tcdf_by_df", this, b);
    }

    /** {@code tcdf(a, b)}. */
    public final Variable tcdf(Variable b) {
        return Call.of("tcdf", this, b);
    }

    /** {@code tcdf(a, b)}. */
    public final Variable tcdf(double b) {
        return Call.of("tcdf", this, b);
    }

    /** {@code digamma(x)}. */
    public final Variable digamma() {
        return Call.of("digamma", this);
    }

    /** {@code trigamma(x)}. */
    public final Variable trigamma() {
        return Call.of("trigamma", this);
    }

    /** {@code polygamma(a, b)}. */
    public final Variable polygamma(Variable b) {
        return Call.of("polygamma", this, b);
    }

    /** {@code polygamma(a, b)}. */
    public final Variable polygamma(double b) {
        return Call.of("polygamma", this, b);
    }

    /** {@code derivative_of_zeta(c, a, b)}. */
    public final Variable derivative_of_zeta(Variable a, Variable b) {
        return Call.of("derivative_of_zeta", this, a, b);
    }

    /** {@code derivative_of_zeta(c, a, b)}. */
    public final Variable derivative_of_zeta(Variable a, double b) {
        return Call.of("derivative_of_zeta", this, a, b);
    }

    /** {@code derivative_of_zeta(c, a, b)}. */
    public final Variable derivative_of_zeta(double a, Variable b) {
        return Call.of("derivative_of_zeta", this, a, b);
    }

    /** {@code derivative_of_zeta(c, a, b)}. */
    public final Variable derivative_of_zeta(double a, double b) {
        return Call.of("derivative_of_zeta", this, a, b);
    }

    /** {@code expn(a, b)}. */
    public final Variable expn(Variable b) {
        return Call.of("expn", this, b);
    }

    /** {@code expn(a, b)}. */
    public final Variable expn(double b) {
        return Call.of("expn", this, b);
    }

    /** {@code expi(x)}. */
    public final Variable expi() {
        return Call.of("expi", this);
    }

    /** {@code derivative_of_ellipk(a, b)}. */
    public final Variable derivative_of_ellipk(Variable b) {
        return Call.of("derivative_of_ellipk", this, b);
    }

    /** {@code derivative_of_ellipk(a, b)}. */
    public final Variable derivative_of_ellipk(double b) {
        return Call.of("derivative_of_ellipk", this, b);
    }

    /** {@code ellipk(x)}. */
    public final Variable ellipk() {
        return Call.of("ellipk", this);
    }

    /** {@code derivative_of_ellipe(a, b)}. */
    public final Variable derivative_of_ellipe(Variable b) {
        return Call.of("derivative_of_ellipe", this, b);
    }

    /** {@code derivative_of_ellipe(a, b)}. */
    public final Variable derivative_of_ellipe(double b) {
        return Call.of("derivative_of_ellipe", this, b);
    }

    /** {@code ellipe(x)}. */
    public final Variable ellipe() {
        return Call.of("ellipe", this);
    }

    /** {@code lambertw(x)}. */
    public final Variable lambertw() {
        return Call.of("lambertw", this);
    }

    /** {@code bessel_j(a, b)}. */
    public final Variable bessel_j(Variable b) {
        return Call.of("bessel_j", this, b);
    }

    /** {@code bessel_j(a, b)}. */
    public final Variable bessel_j(double b) {
        return Call.of("bessel_j", this, b);
    }

    /** {@code bessel_y(a, b)}. */
    public final Variable bessel_y(Variable b) {
        return Call.of("bessel_y", this, b);
    }

    /** {@code bessel_y(a, b)}. */
    public final Variable bessel_y(double b) {
        return Call.of("bessel_y", this, b);
    }

    /** {@code bessel_i(a, b)}. */
    public final Variable bessel_i(Variable b) {
        return Call.of("bessel_i", this, b);
    }

    /** {@code bessel_i(a, b)}. */
    public final Variable bessel_i(double b) {
        return Call.of("bessel_i", this, b);
    }

    /** {@code bessel_k(a, b)}. */
    public final Variable bessel_k(Variable b) {
        return Call.of("bessel_k", this, b);
    }

    /** {@code bessel_k(a, b)}. */
    public final Variable bessel_k(double b) {
        return Call.of("bessel_k", this, b);
    }

    /** {@code derivative_of_scaled_i(c, a, b)}. */
    public final Variable derivative_of_scaled_i(Variable a, Variable b) {
        return Call.of("derivative_of_scaled_i", this, a, b);
    }

    /** {@code derivative_of_scaled_i(c, a, b)}. */
    public final Variable derivative_of_scaled_i(Variable a, double b) {
        return Call.of("derivative_of_scaled_i", this, a, b);
    }

    /** {@code derivative_of_scaled_i(c, a, b)}. */
    public final Variable derivative_of_scaled_i(double a, Variable b) {
        return Call.of("derivative_of_scaled_i", this, a, b);
    }

    /** {@code derivative_of_scaled_i(c, a, b)}. */
    public final Variable derivative_of_scaled_i(double a, double b) {
        return Call.of("derivative_of_scaled_i", this, a, b);
    }

    /** {@code derivative_of_scaled_k(c, a, b)}. */
    public final Variable derivative_of_scaled_k(Variable a, Variable b) {
        return Call.of("derivative_of_scaled_k", this, a, b);
    }

    /** {@code derivative_of_scaled_k(c, a, b)}. */
    public final Variable derivative_of_scaled_k(Variable a, double b) {
        return Call.of("derivative_of_scaled_k", this, a, b);
    }

    /** {@code derivative_of_scaled_k(c, a, b)}. */
    public final Variable derivative_of_scaled_k(double a, Variable b) {
        return Call.of("derivative_of_scaled_k", this, a, b);
    }

    /** {@code derivative_of_scaled_k(c, a, b)}. */
    public final Variable derivative_of_scaled_k(double a, double b) {
        return Call.of("derivative_of_scaled_k", this, a, b);
    }

    /** {@code derivative_of_scaled_i0(a, b)}. */
    public final Variable derivative_of_scaled_i0(Variable b) {
        return Call.of("derivative_of_scaled_i0", this, b);
    }

    /** {@code derivative_of_scaled_i0(a, b)}. */
    public final Variable derivative_of_scaled_i0(double b) {
        return Call.of("derivative_of_scaled_i0", this, b);
    }

    /** {@code derivative_of_scaled_i1(a, b)}. */
    public final Variable derivative_of_scaled_i1(Variable b) {
        return Call.of("derivative_of_scaled_i1", this, b);
    }

    /** {@code derivative_of_scaled_i1(a, b)}. */
    public final Variable derivative_of_scaled_i1(double b) {
        return Call.of("derivative_of_scaled_i1", this, b);
    }

    /** {@code derivative_of_scaled_k0(a, b)}. */
    public final Variable derivative_of_scaled_k0(Variable b) {
        return Call.of("derivative_of_scaled_k0", this, b);
    }

    /** {@code derivative_of_scaled_k0(a, b)}. */
    public final Variable derivative_of_scaled_k0(double b) {
        return Call.of("derivative_of_scaled_k0", this, b);
    }

    /** {@code derivative_of_scaled_k1(a, b)}. */
    public final Variable derivative_of_scaled_k1(Variable b) {
        return Call.of("derivative_of_scaled_k1", this, b);
    }

    /** {@code derivative_of_scaled_k1(a, b)}. */
    public final Variable derivative_of_scaled_k1(double b) {
        return Call.of("derivative_of_scaled_k1", this, b);
    }

    /** {@code derivative_of_sin_over_x(a, b)}. */
    public final Variable derivative_of_sin_over_x(Variable b) {
        return Call.of("derivative_of_sin_over_x", this, b);
    }

    /** {@code derivative_of_sin_over_x(a, b)}. */
    public final Variable derivative_of_sin_over_x(double b) {
        return Call.of("derivative_of_sin_over_x", this, b);
    }

    /** {@code sin_over_x(x)}. */
    public final Variable sin_over_x() {
        return Call.of("sin_over_x", this);
    }

    /** {@code derivative_of_sinh_over_x(a, b)}. */
    public final Variable derivative_of_sinh_over_x(Variable b) {
        return Call.of("derivative_of_sinh_over_x", this, b);
    }

    /** {@code derivative_of_sinh_over_x(a, b)}. */
    public final Variable derivative_of_sinh_over_x(double b) {
        return Call.of("derivative_of_sinh_over_x", this, b);
    }

    /** {@code sinh_over_x(x)}. */
    public final Variable sinh_over_x() {
        return Call.of("sinh_over_x", this);
    }

    /** {@code derivative_of_expm1_over_x(a, b)}. */
    public final Variable derivative_of_expm1_over_x(Variable b) {
        return Call.of("derivative_of_expm1_over_x", this, b);
    }

    /** {@code derivative_of_expm1_over_x(a, b)}. */
    public final Variable derivative_of_expm1_over_x(double b) {
        return Call.of("derivative_of_expm1_over_x", this, b);
    }

    /** {@code expm1_over_x(x)}. */
    public final Variable expm1_over_x() {
        return Call.of("expm1_over_x", this);
    }

    /** {@code derivative_of_log1p_over_x(a, b)}. */
    public final Variable derivative_of_log1p_over_x(Variable b) {
        return Call.of("derivative_of_log1p_over_x", this, b);
    }

    /** {@code derivative_of_log1p_over_x(a, b)}. */
    public final Variable derivative_of_log1p_over_x(double b) {
        return Call.of("derivative_of_log1p_over_x", this, b);
    }

    /** {@code log1p_over_x(x)}. */
    public final Variable log1p_over_x() {
        return Call.of("log1p_over_x", this);
    }

    /** {@code dilog(x)}. */
    public final Variable dilog() {
        return Call.of("dilog", this);
    }

    /** {@code spence(x)}. */
    public final Variable spence() {
        return Call.of("spence", this);
    }

    /** {@code derivative_of_asin_over_x(a, b)}. */
    public final Variable derivative_of_asin_over_x(Variable b) {
        return Call.of("derivative_of_asin_over_x", this, b);
    }

    /** {@code derivative_of_asin_over_x(a, b)}. */
    public final Variable derivative_of_asin_over_x(double b) {
        return Call.of("derivative_of_asin_over_x", this, b);
    }

    /** {@code asin_over_x(x)}. */
    public final Variable asin_over_x() {
        return Call.of("asin_over_x", this);
    }

    /** {@code derivative_of_atan_over_x(a, b)}. */
    public final Variable derivative_of_atan_over_x(Variable b) {
        return Call.of("derivative_of_atan_over_x", this, b);
    }

    /** {@code derivative_of_atan_over_x(a, b)}. */
    public final Variable derivative_of_atan_over_x(double b) {
        return Call.of("derivative_of_atan_over_x", this, b);
    }

    /** {@code atan_over_x(x)}. */
    public final Variable atan_over_x() {
        return Call.of("atan_over_x", this);
    }

    /** {@code derivative_of_asinh_over_x(a, b)}. */
    public final Variable derivative_of_asinh_over_x(Variable b) {
        return Call.of("derivative_of_asinh_over_x", this, b);
    }

    /** {@code derivative_of_asinh_over_x(a, b)}. */
    public final Variable derivative_of_asinh_over_x(double b) {
        return Call.of("derivative_of_asinh_over_x", this, b);
    }

    /** {@code asinh_over_x(x)}. */
    public final Variable asinh_over_x() {
        return Call.of("asinh_over_x", this);
    }

    /** {@code derivative_of_atanh_over_x(a, b)}. */
    public final Variable derivative_of_atanh_over_x(Variable b) {
        return Call.of("derivative_of_atanh_over_x", this, b);
    }

    /** {@code derivative_of_atanh_over_x(a, b)}. */
    public final Variable derivative_of_atanh_over_x(double b) {
        return Call.of("derivative_of_atanh_over_x", this, b);
    }

    /** {@code atanh_over_x(x)}. */
    public final Variable atanh_over_x() {
        return Call.of("atanh_over_x", this);
    }

    /** {@code derivative_of_erf_over_x(a, b)}. */
    public final Variable derivative_of_erf_over_x(Variable b) {
        return Call.of("derivative_of_erf_over_x", this, b);
    }

    /** {@code derivative_of_erf_over_x(a, b)}. */
    public final Variable derivative_of_erf_over_x(double b) {
        return Call.of("derivative_of_erf_over_x", this, b);
    }

    /** {@code erf_over_x(x)}. */
    public final Variable erf_over_x() {
        return Call.of("erf_over_x", this);
    }

    /** {@code expm1_over(a, b)}. */
    public final Variable expm1_over(Variable b) {
        return Call.of("expm1_over", this, b);
    }

    /** {@code expm1_over(a, b)}. */
    public final Variable expm1_over(double b) {
        return Call.of("expm1_over", this, b);
    }

    /** {@code tanh_over_x(x)}. */
    public final Variable tanh_over_x() {
        return Call.of("tanh_over_x", this);
    }

    /** {@code x_over_tanh(x)}. */
    public final Variable x_over_tanh() {
        return Call.of("x_over_tanh", this);
    }

    /** {@code x_over_expm1(x)}. */
    public final Variable x_over_expm1() {
        return Call.of("x_over_expm1", this);
    }

    /** {@code x_over_log1p(x)}. */
    public final Variable x_over_log1p() {
        return Call.of("x_over_log1p", this);
    }

    /** {@code x_minus_sin(x)}. */
    public final Variable x_minus_sin() {
        return Call.of("x_minus_sin", this);
    }

    /** {@code sinh_minus_x(x)}. */
    public final Variable sinh_minus_x() {
        return Call.of("sinh_minus_x", this);
    }

    /** {@code tan_minus_x(x)}. */
    public final Variable tan_minus_x() {
        return Call.of("tan_minus_x", this);
    }

    /** {@code tanhshrink(x)}. */
    public final Variable tanhshrink() {
        return Call.of("tanhshrink", this);
    }

    /** {@code expm1_minus_x(x)}. */
    public final Variable expm1_minus_x() {
        return Call.of("expm1_minus_x", this);
    }

    /** {@code log1p_minus_x(x)}. */
    public final Variable log1p_minus_x() {
        return Call.of("log1p_minus_x", this);
    }

    /** {@code sqrt1pm1(x)}. */
    public final Variable sqrt1pm1() {
        return Call.of("sqrt1pm1", this);
    }

    /** {@code powm1(a, b)}. */
    public final Variable powm1(Variable b) {
        return Call.of("powm1", this, b);
    }

    /** {@code powm1(a, b)}. */
    public final Variable powm1(double b) {
        return Call.of("powm1", this, b);
    }

    /** {@code x_minus_sin_over_x3(x)}. */
    public final Variable x_minus_sin_over_x3() {
        return Call.of("x_minus_sin_over_x3", this);
    }

    /** {@code sinh_minus_x_over_x3(x)}. */
    public final Variable sinh_minus_x_over_x3() {
        return Call.of("sinh_minus_x_over_x3", this);
    }

    /** {@code tan_minus_x_over_x3(x)}. */
    public final Variable tan_minus_x_over_x3() {
        return Call.of("tan_minus_x_over_x3", this);
    }

    /** {@code x_minus_tanh_over_x3(x)}. */
    public final Variable x_minus_tanh_over_x3() {
        return Call.of("x_minus_tanh_over_x3", this);
    }

    /** {@code expm1_minus_x_over_x2(x)}. */
    public final Variable expm1_minus_x_over_x2() {
        return Call.of("expm1_minus_x_over_x2", this);
    }

    /** {@code log1p_minus_x_over_x2(x)}. */
    public final Variable log1p_minus_x_over_x2() {
        return Call.of("log1p_minus_x_over_x2", this);
    }

    /** {@code langevin(x)}. */
    public final Variable langevin() {
        return Call.of("langevin", this);
    }

    /** {@code boxcox(a, b)}. */
    public final Variable boxcox(Variable b) {
        return Call.of("boxcox", this, b);
    }

    /** {@code boxcox(a, b)}. */
    public final Variable boxcox(double b) {
        return Call.of("boxcox", this, b);
    }

    /** {@code hypot(a, b)}. */
    public final Variable hypot(Variable b) {
        return Call.of("hypot", this, b);
    }

    /** {@code hypot(a, b)}. */
    public final Variable hypot(double b) {
        return Call.of("hypot", this, b);
    }

    /** {@code softsign(x)}. */
    public final Variable softsign() {
        return Call.of("softsign", this);
    }

    /** {@code min(a, b)}. */
    public final Variable min(Variable b) {
        return Call.of("min", this, b);
    }

    /** {@code min(a, b)}. */
    public final Variable min(double b) {
        return Call.of("min", this, b);
    }

    /** {@code max(a, b)}. */
    public final Variable max(Variable b) {
        return Call.of("max", this, b);
    }

    /** {@code max(a, b)}. */
    public final Variable max(double b) {
        return Call.of("max", this, b);
    }

    /** {@code floor(x)}. */
    public final Variable floor() {
        return Call.of("floor", this);
    }

    /** {@code ceil(x)}. */
    public final Variable ceil() {
        return Call.of("ceil", this);
    }

    /** {@code round(x)}. */
    public final Variable round() {
        return Call.of("round", this);
    }

    /** {@code trunc(x)}. */
    public final Variable trunc() {
        return Call.of("trunc", this);
    }

    /** {@code fmod(a, b)}. */
    public final Variable fmod(Variable b) {
        return Call.of("fmod", this, b);
    }

    /** {@code fmod(a, b)}. */
    public final Variable fmod(double b) {
        return Call.of("fmod", this, b);
    }

    /** {@code copysign(a, b)}. */
    public final Variable copysign(Variable b) {
        return Call.of("copysign", this, b);
    }

    /** {@code copysign(a, b)}. */
    public final Variable copysign(double b) {
        return Call.of("copysign", this, b);
    }

    /** {@code where(c, a, b)}. */
    public final Variable where(Variable a, Variable b) {
        return Call.of("where", this, a, b);
    }

    /** {@code where(c, a, b)}. */
    public final Variable where(Variable a, double b) {
        return Call.of("where", this, a, b);
    }

    /** {@code where(c, a, b)}. */
    public final Variable where(double a, Variable b) {
        return Call.of("where", this, a, b);
    }

    /** {@code where(c, a, b)}. */
    public final Variable where(double a, double b) {
        return Call.of("where", this, a, b);
    }

    /** {@code one_hot(index, count)}. */
    public final Variable one_hot(int count) {
        return Call.of("one_hot", this, count);
    }

    /** {@code sum(x, axis=…, keepdims=…)}. */
    public final Variable sum(Named... options) {
        return Call.of("sum", Call.arguments(this, options));
    }

    /** {@code mean(x, axis=…, keepdims=…)}. */
    public final Variable mean(Named... options) {
        return Call.of("mean", Call.arguments(this, options));
    }

    /** {@code prod(x, axis=…, keepdims=…)}. */
    public final Variable prod(Named... options) {
        return Call.of("prod", Call.arguments(this, options));
    }

    /** {@code amax(x, axis=…, keepdims=…, initial=…)}. */
    public final Variable amax(Named... options) {
        return Call.of("amax", Call.arguments(this, options));
    }

    /** {@code amin(x, axis=…, keepdims=…, initial=…)}. */
    public final Variable amin(Named... options) {
        return Call.of("amin", Call.arguments(this, options));
    }

    /** {@code any(x, axis=…, keepdims=…)}. */
    public final Variable any(Named... options) {
        return Call.of("any", Call.arguments(this, options));
    }

    /** {@code all(x, axis=…, keepdims=…)}. */
    public final Variable all(Named... options) {
        return Call.of("all", Call.arguments(this, options));
    }

    /** {@code argmax(x, axis=…, keepdims=…)}. */
    public final Variable argmax(Named... options) {
        return Call.of("argmax", Call.arguments(this, options));
    }

    /** {@code argmin(x, axis=…, keepdims=…)}. */
    public final Variable argmin(Named... options) {
        return Call.of("argmin", Call.arguments(this, options));
    }

    /** {@code logsumexp(x, axis=…, keepdims=…)}. */
    public final Variable logsumexp(Named... options) {
        return Call.of("logsumexp", Call.arguments(this, options));
    }

    /** {@code softmax(x, axis=…)}. */
    public final Variable softmax(Named... options) {
        return Call.of("softmax", Call.arguments(this, options));
    }

    /** {@code log_softmax(x, axis=…)}. */
    public final Variable log_softmax(Named... options) {
        return Call.of("log_softmax", Call.arguments(this, options));
    }

    /** {@code norm(x, p=…, axis=…, keepdims=…)}. */
    public final Variable norm(Named... options) {
        return Call.of("norm", Call.arguments(this, options));
    }

    /** {@code count(x, axis=…)}. */
    public final Variable count(Named... options) {
        return Call.of("count", Call.arguments(this, options));
    }

    /** {@code reshape(x, shape, …)}. */
    public final Variable reshape(int... shape) {
        return Call.of("reshape", Call.arguments(this, shape));
    }

    /** {@code transpose(x, axis1=…, axis2=…)}. */
    public final Variable transpose(Named... options) {
        return Call.of("transpose", Call.arguments(this, options));
    }

    /** {@code permute(x, axes, …)}. */
    public final Variable permute(int... axes) {
        return Call.of("permute", Call.arguments(this, axes));
    }

    /** {@code broadcast_to(x, shape, …)}. */
    public final Variable broadcast_to(int... shape) {
        return Call.of("broadcast_to", Call.arguments(this, shape));
    }

    /** {@code squeeze(x, axis=…)}. */
    public final Variable squeeze(Named... options) {
        return Call.of("squeeze", Call.arguments(this, options));
    }

    /** {@code unsqueeze(x, axis)}. */
    public final Variable unsqueeze(int axis) {
        return Call.of("unsqueeze", this, axis);
    }

    /** {@code flip(x, axis=…)}. */
    public final Variable flip(Named... options) {
        return Call.of("flip", Call.arguments(this, options));
    }

    /** {@code roll(x, shift, axis=…)}. */
    public final Variable roll(int shift, Named... options) {
        return Call.of("roll", Call.arguments(this, shift, options));
    }

    /** {@code repeat(x, counts, …)}. */
    public final Variable repeat(int... counts) {
        return Call.of("repeat", Call.arguments(this, counts));
    }

    /** {@code tile(x, counts, …)}. */
    public final Variable tile(int... counts) {
        return Call.of("tile", Call.arguments(this, counts));
    }

    /** {@code pad(x, before, after=…, axis=…, value=…)}. */
    public final Variable pad(int before, Named... options) {
        return Call.of("pad", Call.arguments(this, before, options));
    }

    /** {@code bool(x)}. */
    public final Variable toBool() {
        return Call.of("bool", this);
    }

    /** {@code int(x)}. */
    public final Variable toInt() {
        return Call.of("int", this);
    }

    /** {@code f32(x)}. */
    public final Variable toF32() {
        return Call.of("f32", this);
    }

    /** {@code f64(x)}. */
    public final Variable toF64() {
        return Call.of("f64", this);
    }

    /** {@code matmul(a, b)}. */
    public final Variable matmul(Variable b) {
        return Call.of("matmul", this, b);
    }

    /** {@code matmul(a, b)}. */
    public final Variable matmul(double b) {
        return Call.of("matmul", this, b);
    }

    /** {@code dot(a, b)}. */
    public final Variable dot(Variable b) {
        return Call.of("dot", this, b);
    }

    /** {@code dot(a, b)}. */
    public final Variable dot(double b) {
        return Call.of("dot", this, b);
    }

    /** {@code outer(a, b)}. */
    public final Variable outer(Variable b) {
        return Call.of("outer", this, b);
    }

    /** {@code outer(a, b)}. */
    public final Variable outer(double b) {
        return Call.of("outer", this, b);
    }

    /** {@code kron(a, b)}. */
    public final Variable kron(Variable b) {
        return Call.of("kron", this, b);
    }

    /** {@code kron(a, b)}. */
    public final Variable kron(double b) {
        return Call.of("kron", this, b);
    }

    /** {@code cross(a, b, axis=…)}. */
    public final Variable cross(Variable b, Named... options) {
        return Call.of("cross", Call.arguments(this, b, options));
    }

    /** {@code cross(a, b, axis=…)}. */
    public final Variable cross(double b, Named... options) {
        return Call.of("cross", Call.arguments(this, b, options));
    }

    /** {@code trace(x)}. */
    public final Variable trace() {
        return Call.of("trace", this);
    }

    /** {@code diag(x, k=…)}. */
    public final Variable diag(Named... options) {
        return Call.of("diag", Call.arguments(this, options));
    }

    /** {@code diag_embed(x)}. */
    public final Variable diag_embed() {
        return Call.of("diag_embed", this);
    }

    /** {@code tril(x, k=…)}. */
    public final Variable tril(Named... options) {
        return Call.of("tril", Call.arguments(this, options));
    }

    /** {@code triu(x, k=…)}. */
    public final Variable triu(Named... options) {
        return Call.of("triu", Call.arguments(this, options));
    }

    /** {@code matrix_power(x, n)}. */
    public final Variable matrix_power(int n) {
        return Call.of("matrix_power", this, n);
    }

    /** {@code gather(x, axis, index)}. */
    public final Variable gather(int axis, Variable index) {
        return Call.of("gather", this, axis, index);
    }

    /** {@code scatter_add(x, axis, index, s)}. */
    public final Variable scatter_add(int axis, Variable index, Variable s) {
        return Call.of("scatter_add", this, axis, index, s);
    }

    /** {@code index_select(x, axis, index)}. */
    public final Variable index_select(int axis, Variable index) {
        return Call.of("index_select", this, axis, index);
    }

    /** {@code take(x, index, axis=…)}. */
    public final Variable take(Variable index, Named... options) {
        return Call.of("take", Call.arguments(this, index, options));
    }

    /** {@code argsort(x, axis=…, descending=…)}. */
    public final Variable argsort(Named... options) {
        return Call.of("argsort", Call.arguments(this, options));
    }

    /** {@code sort(x, axis=…, descending=…)}. */
    public final Variable sort(Named... options) {
        return Call.of("sort", Call.arguments(this, options));
    }

    /** {@code topk(x, k, axis=…)}. */
    public final Variable topk(int k, Named... options) {
        return Call.of("topk", Call.arguments(this, k, options));
    }

    /** {@code median(x, axis=…, keepdims=…)}. */
    public final Variable median(Named... options) {
        return Call.of("median", Call.arguments(this, options));
    }

    /** {@code cumsum(x, axis=…)}. */
    public final Variable cumsum(Named... options) {
        return Call.of("cumsum", Call.arguments(this, options));
    }

    /** {@code cumprod(x, axis=…)}. */
    public final Variable cumprod(Named... options) {
        return Call.of("cumprod", Call.arguments(this, options));
    }

    /** {@code logcumsumexp(x, axis=…)}. */
    public final Variable logcumsumexp(Named... options) {
        return Call.of("logcumsumexp", Call.arguments(this, options));
    }

    /** {@code cummax(x, axis=…)}. */
    public final Variable cummax(Named... options) {
        return Call.of("cummax", Call.arguments(this, options));
    }

    /** {@code cummin(x, axis=…)}. */
    public final Variable cummin(Named... options) {
        return Call.of("cummin", Call.arguments(this, options));
    }

    /** {@code batch_norm(x, weight=…, bias=…, eps=…)}. */
    public final Variable batch_norm(Named... options) {
        return Call.of("batch_norm", Call.arguments(this, options));
    }

    /** {@code batch_norm_eval(x, mean, var, weight=…, bias=…, eps=…)}. */
    public final Variable batch_norm_eval(Variable mean, Variable var, Named... options) {
        return Call.of("batch_norm_eval", Call.arguments(this, mean, var, options));
    }

    /** {@code group_norm(x, groups, weight=…, bias=…, eps=…)}. */
    public final Variable group_norm(int groups, Named... options) {
        return Call.of("group_norm", Call.arguments(this, groups, options));
    }

    /** {@code glu(x, axis=…)}. */
    public final Variable glu(Named... options) {
        return Call.of("glu", Call.arguments(this, options));
    }

    /** {@code nll_loss(logp, target, axis=…, weight=…, ignore_index=…, label_smoothing=…)}. */
    public final Variable nll_loss(Variable target, Named... options) {
        return Call.of("nll_loss", Call.arguments(this, target, options));
    }

    /** {@code conv1d(x, weight, bias=…, stride=…, padding=…, dilation=…)}. */
    public final Variable conv1d(Variable weight, Named... options) {
        return Call.of("conv1d", Call.arguments(this, weight, options));
    }

    /** {@code max_pool1d(x, kernel, stride=…)}. */
    public final Variable max_pool1d(int kernel, Named... options) {
        return Call.of("max_pool1d", Call.arguments(this, kernel, options));
    }

    /** {@code avg_pool1d(x, kernel, stride=…)}. */
    public final Variable avg_pool1d(int kernel, Named... options) {
        return Call.of("avg_pool1d", Call.arguments(this, kernel, options));
    }

    /** {@code conv2d(x, weight, bias=…, stride=…, padding=…, dilation=…)}. */
    public final Variable conv2d(Variable weight, Named... options) {
        return Call.of("conv2d", Call.arguments(this, weight, options));
    }

    /** {@code max_pool2d(x, kernel, stride=…)}. */
    public final Variable max_pool2d(int kernel, Named... options) {
        return Call.of("max_pool2d", Call.arguments(this, kernel, options));
    }

    /** {@code avg_pool2d(x, kernel, stride=…)}. */
    public final Variable avg_pool2d(int kernel, Named... options) {
        return Call.of("avg_pool2d", Call.arguments(this, kernel, options));
    }

    /** {@code inv(a)}. */
    public final Variable inv() {
        return Call.of("inv", this);
    }

    /** {@code inverse(a)}. */
    public final Variable inverse() {
        return Call.of("inverse", this);
    }

    /** {@code pinv(a)}. */
    public final Variable pinv() {
        return Call.of("pinv", this);
    }

    /** {@code det(a)}. */
    public final Variable det() {
        return Call.of("det", this);
    }

    /** {@code logdet(a)}. */
    public final Variable logdet() {
        return Call.of("logdet", this);
    }

    /** {@code logabsdet(a)}. */
    public final Variable logabsdet() {
        return Call.of("logabsdet", this);
    }

    /** {@code signdet(a)}. */
    public final Variable signdet() {
        return Call.of("signdet", this);
    }

    /** {@code cholesky(a)}. */
    public final Variable cholesky() {
        return Call.of("cholesky", this);
    }

    /** {@code solve(a, b)}. */
    public final Variable solve(Variable b) {
        return Call.of("solve", this, b);
    }

    /** {@code solve(a, b)}. */
    public final Variable solve(double b) {
        return Call.of("solve", this, b);
    }

    /** {@code solve_triangular(a, b, upper=…)}. */
    public final Variable solve_triangular(Variable b, Named... options) {
        return Call.of("solve_triangular", Call.arguments(this, b, options));
    }

    /** {@code solve_triangular(a, b, upper=…)}. */
    public final Variable solve_triangular(double b, Named... options) {
        return Call.of("solve_triangular", Call.arguments(this, b, options));
    }

    /** {@code eigvalsh(a)}. */
    public final Variable eigvalsh() {
        return Call.of("eigvalsh", this);
    }

    /** {@code eigvecsh(a)}. */
    public final Variable eigvecsh() {
        return Call.of("eigvecsh", this);
    }

    /** {@code svdvals(a)}. */
    public final Variable svdvals() {
        return Call.of("svdvals", this);
    }

    /** {@code qr_q(a)}. */
    public final Variable qr_q() {
        return Call.of("qr_q", this);
    }

    /** {@code qr_r(a)}. */
    public final Variable qr_r() {
        return Call.of("qr_r", this);
    }

    /** {@code expm(a)}. */
    public final Variable expm() {
        return Call.of("expm", this);
    }

    /** {@code square(x) = x^2}. */
    public final Variable square() {
        return Call.of("square", this);
    }

    /** {@code cube(x) = x^3}. */
    public final Variable cube() {
        return Call.of("cube", this);
    }

    /** {@code reciprocal(x) = 1/x}. */
    public final Variable reciprocal() {
        return Call.of("reciprocal", this);
    }

    /** {@code rsqrt(x) = 1/sqrt(x)}. */
    public final Variable rsqrt() {
        return Call.of("rsqrt", this);
    }

    /** {@code frac(x) = x - trunc(x)}. */
    public final Variable frac() {
        return Call.of("frac", this);
    }

    /** {@code deg2rad(x) = x*(pi/180)}. */
    public final Variable deg2rad() {
        return Call.of("deg2rad", this);
    }

    /** {@code rad2deg(x) = x*(180/pi)}. */
    public final Variable rad2deg() {
        return Call.of("rad2deg", this);
    }

    /** {@code exp10(x) = 10^x}. */
    public final Variable exp10() {
        return Call.of("exp10", this);
    }

    /** {@code lerp(a, b, t) = a + t*(b - a)}. */
    public final Variable lerp(Variable b, Variable t) {
        return Call.of("lerp", this, b, t);
    }

    /** {@code lerp(a, b, t) = a + t*(b - a)}. */
    public final Variable lerp(Variable b, double t) {
        return Call.of("lerp", this, b, t);
    }

    /** {@code lerp(a, b, t) = a + t*(b - a)}. */
    public final Variable lerp(double b, Variable t) {
        return Call.of("lerp", this, b, t);
    }

    /** {@code lerp(a, b, t) = a + t*(b - a)}. */
    public final Variable lerp(double b, double t) {
        return Call.of("lerp", this, b, t);
    }

    /** {@code sinc(x) = sin_over_x(pi*x)}. */
    public final Variable sinc() {
        return Call.of("sinc", this);
    }

    /** {@code remainder(a, b)}. */
    public final Variable remainder(Variable b) {
        return Call.of("remainder", this, b);
    }

    /** {@code remainder(a, b)}. */
    public final Variable remainder(double b) {
        return Call.of("remainder", this, b);
    }

    /** {@code div_trunc(a, b) = round((a - where(b == 0, 0, fmod(a, b)))/b)}. */
    public final Variable div_trunc(Variable b) {
        return Call.of("div_trunc", this, b);
    }

    /** {@code div_trunc(a, b) = round((a - where(b == 0, 0, fmod(a, b)))/b)}. */
    public final Variable div_trunc(double b) {
        return Call.of("div_trunc", this, b);
    }

    /** {@code div_floor(a, b)}. */
    public final Variable div_floor(Variable b) {
        return Call.of("div_floor", this, b);
    }

    /** {@code div_floor(a, b)}. */
    public final Variable div_floor(double b) {
        return Call.of("div_floor", this, b);
    }

    /** {@code fmax(a, b) = where(a >= b or b != b, a, b)}. */
    public final Variable fmax(Variable b) {
        return Call.of("fmax", this, b);
    }

    /** {@code fmax(a, b) = where(a >= b or b != b, a, b)}. */
    public final Variable fmax(double b) {
        return Call.of("fmax", this, b);
    }

    /** {@code fmin(a, b) = where(a <= b or b != b, a, b)}. */
    public final Variable fmin(Variable b) {
        return Call.of("fmin", this, b);
    }

    /** {@code fmin(a, b) = where(a <= b or b != b, a, b)}. */
    public final Variable fmin(double b) {
        return Call.of("fmin", this, b);
    }

    /** {@code clamp(x, low, high) = where(x > high or low > high, high, where(x < low, low, x))}. */
    public final Variable clamp(Variable low, Variable high) {
        return Call.of("clamp", this, low, high);
    }

    /** {@code clamp(x, low, high) = where(x > high or low > high, high, where(x < low, low, x))}. */
    public final Variable clamp(Variable low, double high) {
        return Call.of("clamp", this, low, high);
    }

    /** {@code clamp(x, low, high) = where(x > high or low > high, high, where(x < low, low, x))}. */
    public final Variable clamp(double low, Variable high) {
        return Call.of("clamp", this, low, high);
    }

    /** {@code clamp(x, low, high) = where(x > high or low > high, high, where(x < low, low, x))}. */
    public final Variable clamp(double low, double high) {
        return Call.of("clamp", this, low, high);
    }

    /** {@code heaviside(x, half = 0.5) = where(x == 0, half, where(x > 0, 1, 0))}. */
    public final Variable heaviside(Named... options) {
        return Call.of("heaviside", Call.arguments(this, options));
    }

    /** {@code isnan(x) = x != x}. */
    public final Variable isnan() {
        return Call.of("isnan", this);
    }

    /** {@code isfinite(x) = abs(x) < inf}. */
    public final Variable isfinite() {
        return Call.of("isfinite", this);
    }

    /** {@code isinf(x) = abs(x) == inf}. */
    public final Variable isinf() {
        return Call.of("isinf", this);
    }

    /** {@code isclose(a, b, rtol = 1e-5, atol = 1e-8)}. */
    public final Variable isclose(Variable b, Named... options) {
        return Call.of("isclose", Call.arguments(this, b, options));
    }

    /** {@code isclose(a, b, rtol = 1e-5, atol = 1e-8)}. */
    public final Variable isclose(double b, Named... options) {
        return Call.of("isclose", Call.arguments(this, b, options));
    }

    /** {@code allclose(a, b, rtol = 1e-5, atol = 1e-8) = all(isclose(a, b, rtol, atol))}. */
    public final Variable allclose(Variable b, Named... options) {
        return Call.of("allclose", Call.arguments(this, b, options));
    }

    /** {@code allclose(a, b, rtol = 1e-5, atol = 1e-8) = all(isclose(a, b, rtol, atol))}. */
    public final Variable allclose(double b, Named... options) {
        return Call.of("allclose", Call.arguments(this, b, options));
    }

    /** {@code nan_to_num(x, number = 0, posinf = 1.7976931348623157e308, neginf = -1.7976931348623157e308)}. */
    public final Variable nan_to_num(Named... options) {
        return Call.of("nan_to_num", Call.arguments(this, options));
    }

    /** {@code masked_fill(x, mask, value) = where(bool(mask), value, x)}. */
    public final Variable masked_fill(Variable mask, double value) {
        return Call.of("masked_fill", this, mask, value);
    }

    /** {@code masked_fill(x, mask, value) = where(bool(mask), value, x)}. */
    public final Variable masked_fill(double mask, double value) {
        return Call.of("masked_fill", this, mask, value);
    }

    /** {@code asec(x) = acos(1/x)}. */
    public final Variable asec() {
        return Call.of("asec", this);
    }

    /** {@code sec(x) = 1/cos(x)}. */
    public final Variable sec() {
        return Call.of("sec", this);
    }

    /** {@code csc(x) = 1/sin(x)}. */
    public final Variable csc() {
        return Call.of("csc", this);
    }

    /** {@code cot(x) = cos(x)/sin(x)}. */
    public final Variable cot() {
        return Call.of("cot", this);
    }

    /** {@code csch(x) = where(abs(x) < 25, 1/sinh(x), copysign(2, x)*exp(-abs(x)))}. */
    public final Variable csch() {
        return Call.of("csch", this);
    }

    /** {@code coth(x) = 1/tanh(x)}. */
    public final Variable coth() {
        return Call.of("coth", this);
    }

    /** {@code logit(x) = log(x) - log1p(-x)}. */
    public final Variable logit() {
        return Call.of("logit", this);
    }

    /** {@code log_sigmoid(x) = -softplus(-x)}. */
    public final Variable log_sigmoid() {
        return Call.of("log_sigmoid", this);
    }

    /** {@code logsigmoid(x) = log_sigmoid(x)}. */
    public final Variable logsigmoid() {
        return Call.of("logsigmoid", this);
    }

    /** {@code entr(x) = -xlogx(x)}. */
    public final Variable entr() {
        return Call.of("entr", this);
    }

    /** {@code rel_entr(x, y) = xlogx(x) - xlogy(x, y)}. */
    public final Variable rel_entr(Variable y) {
        return Call.of("rel_entr", this, y);
    }

    /** {@code rel_entr(x, y) = xlogx(x) - xlogy(x, y)}. */
    public final Variable rel_entr(double y) {
        return Call.of("rel_entr", this, y);
    }

    /** {@code logcosh(x) = log(cosh(x))}. */
    public final Variable logcosh() {
        return Call.of("logcosh", this);
    }

    /** {@code gamma(x) = tgamma(x)}. */
    public final Variable gamma() {
        return Call.of("gamma", this);
    }

    /** {@code beta(a, b) = euler_beta(a, b)}. */
    public final Variable beta(Variable b) {
        return Call.of("beta", this, b);
    }

    /** {@code beta(a, b) = euler_beta(a, b)}. */
    public final Variable beta(double b) {
        return Call.of("beta", this, b);
    }

    /** {@code betaln(a, b) = lbeta(a, b)}. */
    public final Variable betaln(Variable b) {
        return Call.of("betaln", this, b);
    }

    /** {@code betaln(a, b) = lbeta(a, b)}. */
    public final Variable betaln(double b) {
        return Call.of("betaln", this, b);
    }

    /** {@code multigammaln(a, d)}. */
    public final Variable multigammaln(Variable d) {
        return Call.of("multigammaln", this, d);
    }

    /** {@code multigammaln(a, d)}. */
    public final Variable multigammaln(double d) {
        return Call.of("multigammaln", this, d);
    }

    /** {@code log1m_exp(x) = log1mexp(x)}. */
    public final Variable log1m_exp() {
        return Call.of("log1m_exp", this);
    }

    /** {@code j0(x) = bessel_j(0, x)}. */
    public final Variable j0() {
        return Call.of("j0", this);
    }

    /** {@code j1(x) = bessel_j(1, x)}. */
    public final Variable j1() {
        return Call.of("j1", this);
    }

    /** {@code y0(x) = bessel_y(0, x)}. */
    public final Variable y0() {
        return Call.of("y0", this);
    }

    /** {@code y1(x) = bessel_y(1, x)}. */
    public final Variable y1() {
        return Call.of("y1", this);
    }

    /** {@code i0(x) = bessel_i(0, x)}. */
    public final Variable i0() {
        return Call.of("i0", this);
    }

    /** {@code i1(x) = bessel_i(1, x)}. */
    public final Variable i1() {
        return Call.of("i1", this);
    }

    /** {@code k0(x) = bessel_k(0, x)}. */
    public final Variable k0() {
        return Call.of("k0", this);
    }

    /** {@code k1(x) = bessel_k(1, x)}. */
    public final Variable k1() {
        return Call.of("k1", this);
    }

    /** {@code i0e(x) = derivative_of_scaled_i0(0, abs(x))}. */
    public final Variable i0e() {
        return Call.of("i0e", this);
    }

    /** {@code i1e(x) = where(x < 0, -derivative_of_scaled_i1(0, -x), derivative_of_scaled_i1(0, x))}. */
    public final Variable i1e() {
        return Call.of("i1e", this);
    }

    /** {@code k0e(x) = derivative_of_scaled_k0(0, x)}. */
    public final Variable k0e() {
        return Call.of("k0e", this);
    }

    /** {@code k1e(x) = derivative_of_scaled_k1(0, x)}. */
    public final Variable k1e() {
        return Call.of("k1e", this);
    }

    /** {@code exp1(x) = expn(1, x)}. */
    public final Variable exp1() {
        return Call.of("exp1", this);
    }

    /** {@code zeta(x, q = 1) = derivative_of_zeta(0, x, q)}. */
    public final Variable zeta(Named... options) {
        return Call.of("zeta", Call.arguments(this, options));
    }

    /** {@code chi2pdf(x, df) = gampdf(x, df/2, 2)}. */
    public final Variable chi2pdf(Variable df) {
        return Call.of("chi2pdf", this, df);
    }

    /** {@code chi2pdf(x, df) = gampdf(x, df/2, 2)}. */
    public final Variable chi2pdf(double df) {
        return Call.of("chi2pdf", this, df);
    }

    /** {@code chi2cdf(x, df) = where(x <= 0, 0, gammap(df/2, x/2))}. */
    public final Variable chi2cdf(Variable df) {
        return Call.of("chi2cdf", this, df);
    }

    /** {@code chi2cdf(x, df) = where(x <= 0, 0, gammap(df/2, x/2))}. */
    public final Variable chi2cdf(double df) {
        return Call.of("chi2cdf", this, df);
    }

    /** {@code gampdf(x, a, scale = 1) = where(x < 0, 0, gamma_density(a, x/scale)/scale)}. */
    public final Variable gampdf(Variable a, Named... options) {
        return Call.of("gampdf", Call.arguments(this, a, options));
    }

    /** {@code gampdf(x, a, scale = 1) = where(x < 0, 0, gamma_density(a, x/scale)/scale)}. */
    public final Variable gampdf(double a, Named... options) {
        return Call.of("gampdf", Call.arguments(this, a, options));
    }

    /** {@code gamcdf(x, a, scale = 1) = where(x <= 0, 0, gammap(a, x/scale))}. */
    public final Variable gamcdf(Variable a, Named... options) {
        return Call.of("gamcdf", Call.arguments(this, a, options));
    }

    /** {@code gamcdf(x, a, scale = 1) = where(x <= 0, 0, gammap(a, x/scale))}. */
    public final Variable gamcdf(double a, Named... options) {
        return Call.of("gamcdf", Call.arguments(this, a, options));
    }

    /** {@code betapdf(x, a, b) = where(x < 0 or x > 1, 0, beta_density(a, b, x))}. */
    public final Variable betapdf(Variable a, Variable b) {
        return Call.of("betapdf", this, a, b);
    }

    /** {@code betapdf(x, a, b) = where(x < 0 or x > 1, 0, beta_density(a, b, x))}. */
    public final Variable betapdf(Variable a, double b) {
        return Call.of("betapdf", this, a, b);
    }

    /** {@code betapdf(x, a, b) = where(x < 0 or x > 1, 0, beta_density(a, b, x))}. */
    public final Variable betapdf(double a, Variable b) {
        return Call.of("betapdf", this, a, b);
    }

    /** {@code betapdf(x, a, b) = where(x < 0 or x > 1, 0, beta_density(a, b, x))}. */
    public final Variable betapdf(double a, double b) {
        return Call.of("betapdf", this, a, b);
    }

    /** {@code betacdf(x, a, b) = where(x <= 0, 0, where(x >= 1, 1, betainc(a, b, x)))}. */
    public final Variable betacdf(Variable a, Variable b) {
        return Call.of("betacdf", this, a, b);
    }

    /** {@code betacdf(x, a, b) = where(x <= 0, 0, where(x >= 1, 1, betainc(a, b, x)))}. */
    public final Variable betacdf(Variable a, double b) {
        return Call.of("betacdf", this, a, b);
    }

    /** {@code betacdf(x, a, b) = where(x <= 0, 0, where(x >= 1, 1, betainc(a, b, x)))}. */
    public final Variable betacdf(double a, Variable b) {
        return Call.of("betacdf", this, a, b);
    }

    /** {@code betacdf(x, a, b) = where(x <= 0, 0, where(x >= 1, 1, betainc(a, b, x)))}. */
    public final Variable betacdf(double a, double b) {
        return Call.of("betacdf", this, a, b);
    }

    /** {@code fpdf(x, d1, d2)}. */
    public final Variable fpdf(Variable d1, Variable d2) {
        return Call.of("fpdf", this, d1, d2);
    }

    /** {@code fpdf(x, d1, d2)}. */
    public final Variable fpdf(Variable d1, double d2) {
        return Call.of("fpdf", this, d1, d2);
    }

    /** {@code fpdf(x, d1, d2)}. */
    public final Variable fpdf(double d1, Variable d2) {
        return Call.of("fpdf", this, d1, d2);
    }

    /** {@code fpdf(x, d1, d2)}. */
    public final Variable fpdf(double d1, double d2) {
        return Call.of("fpdf", this, d1, d2);
    }

    /** {@code fcdf(x, d1, d2)}. */
    public final Variable fcdf(Variable d1, Variable d2) {
        return Call.of("fcdf", this, d1, d2);
    }

    /** {@code fcdf(x, d1, d2)}. */
    public final Variable fcdf(Variable d1, double d2) {
        return Call.of("fcdf", this, d1, d2);
    }

    /** {@code fcdf(x, d1, d2)}. */
    public final Variable fcdf(double d1, Variable d2) {
        return Call.of("fcdf", this, d1, d2);
    }

    /** {@code fcdf(x, d1, d2)}. */
    public final Variable fcdf(double d1, double d2) {
        return Call.of("fcdf", this, d1, d2);
    }

    /** {@code normpdf(x) = exp(-x^2/2)/sqrt(2*pi)}. */
    public final Variable normpdf() {
        return Call.of("normpdf", this);
    }

    /** {@code erfcinv(x) = -norminv(x/2)/sqrt(2)}. */
    public final Variable erfcinv() {
        return Call.of("erfcinv", this);
    }

    /** {@code relu(x) = where(x <= 0, 0, x)}. */
    public final Variable relu() {
        return Call.of("relu", this);
    }

    /** {@code relu6(x) = where(x <= 0, 0, where(x >= 6, 6, x))}. */
    public final Variable relu6() {
        return Call.of("relu6", this);
    }

    /** {@code leaky_relu(x, slope = 0.01) = where(x > 0, x, slope*x)}. */
    public final Variable leaky_relu(Named... options) {
        return Call.of("leaky_relu", Call.arguments(this, options));
    }

    /** {@code prelu(x, slope) = leaky_relu(x, slope)}. */
    public final Variable prelu(double slope) {
        return Call.of("prelu", this, slope);
    }

    /** {@code elu(x, a = 1) = where(x > 0, x, a*expm1(x))}. */
    public final Variable elu(Named... options) {
        return Call.of("elu", Call.arguments(this, options));
    }

    /** {@code celu(x, a = 1) = where(x > 0, x, a*expm1(x/a))}. */
    public final Variable celu(Named... options) {
        return Call.of("celu", Call.arguments(this, options));
    }

    /** {@code selu(x) = 1.0507009873554805*where(x > 0, x, 1.6732632423543772*expm1(x))}. */
    public final Variable selu() {
        return Call.of("selu", this);
    }

    /** {@code gelu(x) = x*normcdf(x)}. */
    public final Variable gelu() {
        return Call.of("gelu", this);
    }

    /** {@code gelu_tanh(x) = where(abs(x) > 1e4, max(x, 0), x*sigmoid(2*(sqrt(2/pi)*(x + 0.044715*x^3))))}. */
    public final Variable gelu_tanh() {
        return Call.of("gelu_tanh", this);
    }

    /** {@code silu(x) = x*sigmoid(x)}. */
    public final Variable silu() {
        return Call.of("silu", this);
    }

    /** {@code swish(x) = silu(x)}. */
    public final Variable swish() {
        return Call.of("swish", this);
    }

    /** {@code mish(x) = x*tanh(softplus(x))}. */
    public final Variable mish() {
        return Call.of("mish", this);
    }

    /** {@code hardtanh(x) = where(x <= -1, -1, where(x >= 1, 1, x))}. */
    public final Variable hardtanh() {
        return Call.of("hardtanh", this);
    }

    /** {@code hardsigmoid(x) = where(x <= -3, 0, where(x >= 3, 1, x/6 + 0.5))}. */
    public final Variable hardsigmoid() {
        return Call.of("hardsigmoid", this);
    }

    /** {@code hardswish(x) = where(x <= -3, 0, where(x >= 3, x, x*(x + 3)/6))}. */
    public final Variable hardswish() {
        return Call.of("hardswish", this);
    }

    /** {@code softshrink(x, width = 0.5) = where(x > width, x - width, where(x < -width, x + width, 0))}. */
    public final Variable softshrink(Named... options) {
        return Call.of("softshrink", Call.arguments(this, options));
    }

    /** {@code hardshrink(x, width = 0.5) = where(abs(x) <= width, 0, x)}. */
    public final Variable hardshrink(Named... options) {
        return Call.of("hardshrink", Call.arguments(this, options));
    }

    /** {@code threshold(x, level, value) = where(x > level, x, value)}. */
    public final Variable threshold(Variable level, double value) {
        return Call.of("threshold", this, level, value);
    }

    /** {@code threshold(x, level, value) = where(x > level, x, value)}. */
    public final Variable threshold(double level, double value) {
        return Call.of("threshold", this, level, value);
    }

    /** {@code bce_with_logits(z, y, pos_weight = 1)}. */
    public final Variable bce_with_logits(Variable y, Named... options) {
        return Call.of("bce_with_logits", Call.arguments(this, y, options));
    }

    /** {@code bce_with_logits(z, y, pos_weight = 1)}. */
    public final Variable bce_with_logits(double y, Named... options) {
        return Call.of("bce_with_logits", Call.arguments(this, y, options));
    }

    /** {@code huber(x, y, delta = 1)}. */
    public final Variable huber(Variable y, Named... options) {
        return Call.of("huber", Call.arguments(this, y, options));
    }

    /** {@code huber(x, y, delta = 1)}. */
    public final Variable huber(double y, Named... options) {
        return Call.of("huber", Call.arguments(this, y, options));
    }

    /** {@code smooth_l1(x, y, beta = 1)}. */
    public final Variable smooth_l1(Variable y, Named... options) {
        return Call.of("smooth_l1", Call.arguments(this, y, options));
    }

    /** {@code smooth_l1(x, y, beta = 1)}. */
    public final Variable smooth_l1(double y, Named... options) {
        return Call.of("smooth_l1", Call.arguments(this, y, options));
    }

    /** {@code mse_loss(x, y) = mean((x - y)^2)}. */
    public final Variable mse_loss(Variable y) {
        return Call.of("mse_loss", this, y);
    }

    /** {@code mse_loss(x, y) = mean((x - y)^2)}. */
    public final Variable mse_loss(double y) {
        return Call.of("mse_loss", this, y);
    }

    /** {@code l1_loss(x, y) = mean(abs(x - y))}. */
    public final Variable l1_loss(Variable y) {
        return Call.of("l1_loss", this, y);
    }

    /** {@code l1_loss(x, y) = mean(abs(x - y))}. */
    public final Variable l1_loss(double y) {
        return Call.of("l1_loss", this, y);
    }

    /** {@code huber_loss(x, y, delta = 1) = mean(huber(x, y, delta))}. */
    public final Variable huber_loss(Variable y, Named... options) {
        return Call.of("huber_loss", Call.arguments(this, y, options));
    }

    /** {@code huber_loss(x, y, delta = 1) = mean(huber(x, y, delta))}. */
    public final Variable huber_loss(double y, Named... options) {
        return Call.of("huber_loss", Call.arguments(this, y, options));
    }

    /** {@code smooth_l1_loss(x, y, beta = 1) = mean(smooth_l1(x, y, beta))}. */
    public final Variable smooth_l1_loss(Variable y, Named... options) {
        return Call.of("smooth_l1_loss", Call.arguments(this, y, options));
    }

    /** {@code smooth_l1_loss(x, y, beta = 1) = mean(smooth_l1(x, y, beta))}. */
    public final Variable smooth_l1_loss(double y, Named... options) {
        return Call.of("smooth_l1_loss", Call.arguments(this, y, options));
    }

    /** {@code kl_div(x, p) = mean(xlogx(p) - p*x)}. */
    public final Variable kl_div(double p) {
        return Call.of("kl_div", this, p);
    }

    /** {@code poisson_nll_loss(x, y) = mean(exp(x) - y*x)}. */
    public final Variable poisson_nll_loss(Variable y) {
        return Call.of("poisson_nll_loss", this, y);
    }

    /** {@code poisson_nll_loss(x, y) = mean(exp(x) - y*x)}. */
    public final Variable poisson_nll_loss(double y) {
        return Call.of("poisson_nll_loss", this, y);
    }

    /** {@code gaussian_nll_loss(x, y, variance, eps = 1e-6)}. */
    public final Variable gaussian_nll_loss(Variable y, Variable variance, Named... options) {
        return Call.of("gaussian_nll_loss", Call.arguments(this, y, variance, options));
    }

    /** {@code gaussian_nll_loss(x, y, variance, eps = 1e-6)}. */
    public final Variable gaussian_nll_loss(Variable y, double variance, Named... options) {
        return Call.of("gaussian_nll_loss", Call.arguments(this, y, variance, options));
    }

    /** {@code gaussian_nll_loss(x, y, variance, eps = 1e-6)}. */
    public final Variable gaussian_nll_loss(double y, Variable variance, Named... options) {
        return Call.of("gaussian_nll_loss", Call.arguments(this, y, variance, options));
    }

    /** {@code gaussian_nll_loss(x, y, variance, eps = 1e-6)}. */
    public final Variable gaussian_nll_loss(double y, double variance, Named... options) {
        return Call.of("gaussian_nll_loss", Call.arguments(this, y, variance, options));
    }

    /** {@code soft_margin_loss(x, y) = mean(softplus(-y*x))}. */
    public final Variable soft_margin_loss(Variable y) {
        return Call.of("soft_margin_loss", this, y);
    }

    /** {@code soft_margin_loss(x, y) = mean(softplus(-y*x))}. */
    public final Variable soft_margin_loss(double y) {
        return Call.of("soft_margin_loss", this, y);
    }

    /** {@code hinge_loss(x, y) = mean(relu(1 - y*x))}. */
    public final Variable hinge_loss(Variable y) {
        return Call.of("hinge_loss", this, y);
    }

    /** {@code hinge_loss(x, y) = mean(relu(1 - y*x))}. */
    public final Variable hinge_loss(double y) {
        return Call.of("hinge_loss", this, y);
    }

    /** {@code triplet_margin_loss(anchor, positive, negative, margin = 1, p = 2, eps = 1e-6)}. */
    public final Variable triplet_margin_loss(Variable positive, Variable negative, Named... options) {
        return Call.of("triplet_margin_loss", Call.arguments(this, positive, negative, options));
    }

    /** {@code triplet_margin_loss(anchor, positive, negative, margin = 1, p = 2, eps = 1e-6)}. */
    public final Variable triplet_margin_loss(Variable positive, double negative, Named... options) {
        return Call.of("triplet_margin_loss", Call.arguments(this, positive, negative, options));
    }

    /** {@code triplet_margin_loss(anchor, positive, negative, margin = 1, p = 2, eps = 1e-6)}. */
    public final Variable triplet_margin_loss(double positive, Variable negative, Named... options) {
        return Call.of("triplet_margin_loss", Call.arguments(this, positive, negative, options));
    }

    /** {@code triplet_margin_loss(anchor, positive, negative, margin = 1, p = 2, eps = 1e-6)}. */
    public final Variable triplet_margin_loss(double positive, double negative, Named... options) {
        return Call.of("triplet_margin_loss", Call.arguments(this, positive, negative, options));
    }

    /** {@code cross_entropy(x, target, axis = -1, label_smoothing = none, weight = none, ignore_index = none)}. */
    public final Variable cross_entropy(Variable target, Named... options) {
        return Call.of("cross_entropy", Call.arguments(this, target, options));
    }

    /** {@code interval_of(x, xp)}. */
    public final Variable interval_of(Variable xp) {
        return Call.of("interval_of", this, xp);
    }

    /** {@code interval_of(x, xp)}. */
    public final Variable interval_of(double xp) {
        return Call.of("interval_of", this, xp);
    }

    /** {@code interp(x, xp, fp)}. */
    public final Variable interp(Variable xp, Variable fp) {
        return Call.of("interp", this, xp, fp);
    }

    /** {@code interp(x, xp, fp)}. */
    public final Variable interp(Variable xp, double fp) {
        return Call.of("interp", this, xp, fp);
    }

    /** {@code interp(x, xp, fp)}. */
    public final Variable interp(double xp, Variable fp) {
        return Call.of("interp", this, xp, fp);
    }

    /** {@code interp(x, xp, fp)}. */
    public final Variable interp(double xp, double fp) {
        return Call.of("interp", this, xp, fp);
    }

    /** {@code spline_slopes(xp, fp)}. */
    public final Variable spline_slopes(Variable fp) {
        return Call.of("spline_slopes", this, fp);
    }

    /** {@code spline_slopes(xp, fp)}. */
    public final Variable spline_slopes(double fp) {
        return Call.of("spline_slopes", this, fp);
    }

    /** {@code interp_cubic(x, xp, fp)}. */
    public final Variable interp_cubic(Variable xp, Variable fp) {
        return Call.of("interp_cubic", this, xp, fp);
    }

    /** {@code interp_cubic(x, xp, fp)}. */
    public final Variable interp_cubic(Variable xp, double fp) {
        return Call.of("interp_cubic", this, xp, fp);
    }

    /** {@code interp_cubic(x, xp, fp)}. */
    public final Variable interp_cubic(double xp, Variable fp) {
        return Call.of("interp_cubic", this, xp, fp);
    }

    /** {@code interp_cubic(x, xp, fp)}. */
    public final Variable interp_cubic(double xp, double fp) {
        return Call.of("interp_cubic", this, xp, fp);
    }

    /** {@code var(x, axis=none, keepdims=false, correction=1)}. */
    public final Variable var(Named... options) {
        return Call.of("var", Call.arguments(this, options));
    }

    /** {@code std(x, axis=none, keepdims=false, correction=1)}. */
    public final Variable std(Named... options) {
        return Call.of("std", Call.arguments(this, options));
    }

    /** {@code ptp(x, axis=none, keepdims=false)}. */
    public final Variable ptp(Named... options) {
        return Call.of("ptp", Call.arguments(this, options));
    }

    /** {@code count_nonzero(x, axis=none, keepdims=false)}. */
    public final Variable count_nonzero(Named... options) {
        return Call.of("count_nonzero", Call.arguments(this, options));
    }

    /** {@code quantile(x, q)}. */
    public final Variable quantile(Variable q) {
        return Call.of("quantile", this, q);
    }

    /** {@code quantile(x, q)}. */
    public final Variable quantile(double q) {
        return Call.of("quantile", this, q);
    }

    /** {@code percentile(x, q) = quantile(x, q/100)}. */
    public final Variable percentile(Variable q) {
        return Call.of("percentile", this, q);
    }

    /** {@code percentile(x, q) = quantile(x, q/100)}. */
    public final Variable percentile(double q) {
        return Call.of("percentile", this, q);
    }

    /** {@code trapezoid(y, x) = dot(y[1:] + y[:-1], x[1:] - x[:-1])/2}. */
    public final Variable trapezoid(Variable x) {
        return Call.of("trapezoid", this, x);
    }

    /** {@code trapezoid(y, x) = dot(y[1:] + y[:-1], x[1:] - x[:-1])/2}. */
    public final Variable trapezoid(double x) {
        return Call.of("trapezoid", this, x);
    }

    /** {@code cov(x)}. */
    public final Variable cov() {
        return Call.of("cov", this);
    }

    /** {@code corrcoef(x)}. */
    public final Variable corrcoef() {
        return Call.of("corrcoef", this);
    }

    /** {@code polyval(c, x)}. */
    public final Variable polyval(Variable x) {
        return Call.of("polyval", this, x);
    }

    /** {@code polyval(c, x)}. */
    public final Variable polyval(double x) {
        return Call.of("polyval", this, x);
    }

    /** {@code flatten(x) = reshape(x, -1)}. */
    public final Variable flatten() {
        return Call.of("flatten", this);
    }

    /** {@code embedding(indices, weight) = weight[indices]}. */
    public final Variable embedding(Variable weight) {
        return Call.of("embedding", this, weight);
    }

    /** {@code addmm(b, x, w, beta = 1, alpha = 1) = beta*b + alpha*(x @ w)}. */
    public final Variable addmm(Variable x, Variable w, Named... options) {
        return Call.of("addmm", Call.arguments(this, x, w, options));
    }

    /** {@code addmm(b, x, w, beta = 1, alpha = 1) = beta*b + alpha*(x @ w)}. */
    public final Variable addmm(Variable x, double w, Named... options) {
        return Call.of("addmm", Call.arguments(this, x, w, options));
    }

    /** {@code addmm(b, x, w, beta = 1, alpha = 1) = beta*b + alpha*(x @ w)}. */
    public final Variable addmm(double x, Variable w, Named... options) {
        return Call.of("addmm", Call.arguments(this, x, w, options));
    }

    /** {@code addmm(b, x, w, beta = 1, alpha = 1) = beta*b + alpha*(x @ w)}. */
    public final Variable addmm(double x, double w, Named... options) {
        return Call.of("addmm", Call.arguments(this, x, w, options));
    }

    /** {@code addcmul(x, a, b, value = 1) = x + value*a*b}. */
    public final Variable addcmul(Variable a, Variable b, Named... options) {
        return Call.of("addcmul", Call.arguments(this, a, b, options));
    }

    /** {@code addcmul(x, a, b, value = 1) = x + value*a*b}. */
    public final Variable addcmul(Variable a, double b, Named... options) {
        return Call.of("addcmul", Call.arguments(this, a, b, options));
    }

    /** {@code addcmul(x, a, b, value = 1) = x + value*a*b}. */
    public final Variable addcmul(double a, Variable b, Named... options) {
        return Call.of("addcmul", Call.arguments(this, a, b, options));
    }

    /** {@code addcmul(x, a, b, value = 1) = x + value*a*b}. */
    public final Variable addcmul(double a, double b, Named... options) {
        return Call.of("addcmul", Call.arguments(this, a, b, options));
    }

    /** {@code addcdiv(x, a, b, value = 1) = x + value*a/b}. */
    public final Variable addcdiv(Variable a, Variable b, Named... options) {
        return Call.of("addcdiv", Call.arguments(this, a, b, options));
    }

    /** {@code addcdiv(x, a, b, value = 1) = x + value*a/b}. */
    public final Variable addcdiv(Variable a, double b, Named... options) {
        return Call.of("addcdiv", Call.arguments(this, a, b, options));
    }

    /** {@code addcdiv(x, a, b, value = 1) = x + value*a/b}. */
    public final Variable addcdiv(double a, Variable b, Named... options) {
        return Call.of("addcdiv", Call.arguments(this, a, b, options));
    }

    /** {@code addcdiv(x, a, b, value = 1) = x + value*a/b}. */
    public final Variable addcdiv(double a, double b, Named... options) {
        return Call.of("addcdiv", Call.arguments(this, a, b, options));
    }

    /** {@code normalize(x, p=2, axis=-1, eps=1e-12) = x/max(norm(x, p=p, axis=axis, keepdims=true), eps)}. */
    public final Variable normalize(Named... options) {
        return Call.of("normalize", Call.arguments(this, options));
    }

    /** {@code cosine_similarity(a, b, axis=-1, eps=1e-8)}. */
    public final Variable cosine_similarity(Variable b, Named... options) {
        return Call.of("cosine_similarity", Call.arguments(this, b, options));
    }

    /** {@code cosine_similarity(a, b, axis=-1, eps=1e-8)}. */
    public final Variable cosine_similarity(double b, Named... options) {
        return Call.of("cosine_similarity", Call.arguments(this, b, options));
    }

    /** {@code pairwise_distance(a, b, p=2, eps=1e-6, keepdims=false)}. */
    public final Variable pairwise_distance(Variable b, Named... options) {
        return Call.of("pairwise_distance", Call.arguments(this, b, options));
    }

    /** {@code pairwise_distance(a, b, p=2, eps=1e-6, keepdims=false)}. */
    public final Variable pairwise_distance(double b, Named... options) {
        return Call.of("pairwise_distance", Call.arguments(this, b, options));
    }

    /** {@code cdist(a, b, p=2) = norm(unsqueeze(a, -2) - unsqueeze(b, -3), p=p, axis=-1)}. */
    public final Variable cdist(Variable b, Named... options) {
        return Call.of("cdist", Call.arguments(this, b, options));
    }

    /** {@code cdist(a, b, p=2) = norm(unsqueeze(a, -2) - unsqueeze(b, -3), p=p, axis=-1)}. */
    public final Variable cdist(double b, Named... options) {
        return Call.of("cdist", Call.arguments(this, b, options));
    }

    /** {@code scaled_dot_product_attention(q, k, v) = softmax(q @ transpose(k)/sqrt(size(q, -1))) @ v}. */
    public final Variable scaled_dot_product_attention(int k, Variable v) {
        return Call.of("scaled_dot_product_attention", this, k, v);
    }

    /** {@code scaled_dot_product_attention(q, k, v) = softmax(q @ transpose(k)/sqrt(size(q, -1))) @ v}. */
    public final Variable scaled_dot_product_attention(int k, double v) {
        return Call.of("scaled_dot_product_attention", this, k, v);
    }

    /** {@code layer_norm(x, weight = 1, bias = 0, eps = 1e-5)}. */
    public final Variable layer_norm(Named... options) {
        return Call.of("layer_norm", Call.arguments(this, options));
    }

    /** {@code rms_norm(x, weight = 1, eps = 1e-5) = x/sqrt(mean(x^2, axis=-1, keepdims=true) + eps)*weight}. */
    public final Variable rms_norm(Named... options) {
        return Call.of("rms_norm", Call.arguments(this, options));
    }

    /** {@code dropout(x, p = 0.5, seed = 0, training = true)}. */
    public final Variable dropout(Named... options) {
        return Call.of("dropout", Call.arguments(this, options));
    }
}
