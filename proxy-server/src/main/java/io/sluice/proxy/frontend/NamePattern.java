package io.sluice.proxy.frontend;

/**
 * Which names are LIKE a pattern, in either case; the empty one takes all. A client's pattern costs at most its length times the
 * name's: what a regular expression would try of {@code %_%_%_x} keeps an event loop for years.
 *
 * @param like with {@code %}, {@code _} and {@code \} before one of them
 */
record NamePattern(String like) {
    boolean matches(String name) {
        int at = 0;
        int i = 0;
        int retry = -1; // behind the last %
        int taken = 0; // where in the name what that % takes ends
        while (i < name.length()) {
            if (at < like.length() && like.charAt(at) == '%') {
                retry = ++at;
                taken = i;
            } else if (at < like.length() && one(at, name.charAt(i))) {
                at += escaped(at) ? 2 : 1;
                i++;
            } else if (retry >= 0) {
                at = retry;
                i = ++taken;
            } else {
                return like.isEmpty();
            }
        }
        while (at < like.length() && like.charAt(at) == '%') {
            at++;
        }
        return at == like.length();
    }

    private boolean one(int at, char c) {
        char wanted = like.charAt(escaped(at) ? at + 1 : at);
        return (wanted == '_' && !escaped(at)) || Character.toLowerCase(wanted) == Character.toLowerCase(c);
    }

    private boolean escaped(int at) {
        return like.charAt(at) == '\\' && at + 1 < like.length();
    }
}
