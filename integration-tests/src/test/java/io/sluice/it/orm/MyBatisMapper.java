package io.sluice.it.orm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.ConstructorArgs;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Many;
import org.apache.ibatis.annotations.MapKey;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Result;
import org.apache.ibatis.annotations.Results;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.SelectKey;
import org.apache.ibatis.annotations.SelectProvider;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.annotations.UpdateProvider;
import org.apache.ibatis.jdbc.SQL;

/** SQL as MyBatis applications write it: by hand, with the dynamic parts in XML. */
interface MyBatisMapper {
    /** A row of orders. */
    final class Row {
        Long id;
        long userId;
        String city;
        String status = "NEW";
        BigDecimal total = BigDecimal.ONE;
        List<String> products = List.of();

        Row() {}

        Row(long userId, String city) {
            this.userId = userId;
            this.city = city;
        }

        @Override
        public String toString() {
            return userId + " " + city + " " + status + " " + total + " " + products;
        }
    }

    record Country(String code, String name) {}

    @Insert("INSERT INTO orders (user_id, city, status, total) VALUES (#{userId}, #{city}, #{status}, #{total})")
    @Options(useGeneratedKeys = true, keyProperty = "id")
    int insert(Row row);

    @Insert({
        "<script>",
        "INSERT INTO orders (user_id, city, status, total) VALUES",
        "<foreach collection='rows' item='r' separator=','>(#{r.userId}, #{r.city}, #{r.status}, #{r.total})</foreach>",
        "</script>"
    })
    @Options(useGeneratedKeys = true, keyProperty = "rows.id")
    int insertAll(@Param("rows") List<Row> rows);

    @Insert(
            "insert into order_items (order_id, user_id, product, price) values (#{order}, #{user}, #{product}, #{price})")
    int insertItem(
            @Param("order") long order,
            @Param("user") long user,
            @Param("product") String product,
            @Param("price") BigDecimal price);

    @Insert("INSERT INTO audit_log (message) VALUES (#{message})")
    @SelectKey(statement = "SELECT LAST_INSERT_ID()", keyProperty = "id", before = false, resultType = long.class)
    int log(Map<String, Object> entry);

    @Insert("REPLACE INTO countries (code, name) VALUES (#{code}, #{name})")
    int replace(Country country);

    @Insert("INSERT INTO countries SET code = #{code}, name = #{name} ON DUPLICATE KEY UPDATE name = VALUES(name)")
    int upsert(Country country);

    @Insert("INSERT IGNORE INTO countries (code, name) VALUES (#{code}, #{name})")
    int insertIgnore(Country country);

    @Select("SELECT code, name FROM countries WHERE code = #{code}")
    @ConstructorArgs({@Arg(column = "code", javaType = String.class), @Arg(column = "name", javaType = String.class)})
    Country country(String code);

    @Select("SELECT * FROM orders WHERE user_id = #{user} AND id = #{id}")
    Row find(@Param("user") long user, @Param("id") long id);

    @Select("SELECT * FROM orders WHERE user_id = #{user} ORDER BY city FOR UPDATE")
    List<Row> lock(long user);

    @Select("SELECT id, user_id, city, total FROM orders WHERE user_id = #{user} ORDER BY city")
    @Results({
        @Result(column = "user_id", property = "userId"),
        @Result(column = "{user=user_id,order=id}", property = "products", many = @Many(select = "products"))
    })
    List<Row> withProducts(long user);

    @Select("SELECT product FROM order_items WHERE user_id = #{user} AND order_id = #{order} ORDER BY id")
    List<String> products(Map<String, Object> key);

    @Select({
        "<script>",
        "SELECT user_id, city, status, total FROM orders",
        "<where>",
        "  <if test='users != null and users.size() > 0'>",
        "    user_id IN <foreach collection='users' item='u' open='(' separator=', ' close=')'>#{u}</foreach>",
        "  </if>",
        "  <if test='city != null'> AND city LIKE CONCAT('%', #{city}, '%')</if>",
        "  <choose>",
        "    <when test='status != null'> AND status = #{status}</when>",
        "    <otherwise> AND status &lt;&gt; 'GONE'</otherwise>",
        "  </choose>",
        "</where>",
        "ORDER BY user_id, city",
        "<if test='limit != null'> LIMIT #{limit} OFFSET #{offset}</if>",
        "</script>"
    })
    List<Row> search(Map<String, Object> filter);

    @SelectProvider(type = Sql.class, method = "cities")
    @MapKey("city")
    Map<String, Map<String, Object>> cities(BigDecimal least);

    @Select("SELECT o.city, i.product, c.name FROM orders o INNER JOIN order_items i ON i.user_id = o.user_id AND"
            + " i.order_id = o.id LEFT JOIN countries c ON c.code = 'pl' ORDER BY i.product LIMIT #{n}")
    List<Map<String, Object>> joined(int n);

    @Select("SELECT ${columns} FROM `orders` WHERE `user_id` = ${user} ORDER BY ${order}")
    List<Map<String, Object>> pasted(
            @Param("columns") String columns, @Param("user") long user, @Param("order") String order);

    @Update({
        "<script>UPDATE orders",
        "<set><if test='city != null'>city = #{city},</if><if test='status != null'>status = #{status},</if></set>",
        "WHERE user_id = #{userId}</script>"
    })
    int update(Row row);

    @UpdateProvider(type = Sql.class, method = "raise")
    int raise(@Param("city") String city, @Param("by") BigDecimal by);

    @Update({
        "<script>UPDATE orders SET total = CASE user_id",
        "<foreach collection='totals' index='user' item='t'> WHEN #{user} THEN #{t}</foreach> ELSE total END",
        "WHERE user_id IN <foreach collection='totals' index='user' item='t' open='(' separator=',' close=')'>#{user}</foreach>",
        "</script>"
    })
    int totals(@Param("totals") Map<Long, BigDecimal> totals);

    @Delete(
            "<script>DELETE FROM orders WHERE <foreach collection='users' item='u' separator=' OR '>user_id = #{u}</foreach></script>")
    int delete(@Param("users") List<Long> users);

    /** Made by MyBatis's SQL builder. */
    final class Sql {
        private Sql() {}

        public static String cities() {
            return new SQL()
                    .SELECT("city, COUNT(*) AS n, SUM(total) AS total")
                    .FROM("orders")
                    .WHERE("total >= #{least}")
                    .GROUP_BY("city")
                    .HAVING("COUNT(*) > 1")
                    .ORDER_BY("city")
                    .toString();
        }

        public static String raise() {
            return new SQL()
                    .UPDATE("orders")
                    .SET("total = total + #{by}")
                    .WHERE("city = #{city}")
                    .OR()
                    .WHERE("city IS NULL")
                    .toString();
        }
    }
}
