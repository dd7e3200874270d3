package io.sluice.it.orm;

import javax.sql.DataSource;

/** A small application over the shop's tables, which are empty when it begins. It asks the same on every server. */
interface Sample {
    /**
     * @param mariaDb which dialect to speak: drivers name every server MySQL
     */
    void run(DataSource shop, boolean mariaDb, Answers answers) throws Exception;
}
