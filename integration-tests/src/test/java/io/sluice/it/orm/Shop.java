package io.sluice.it.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The shop's entities as one maps them for a sharded database: the sharding key is a part of the identity. */
final class Shop {
    private Shop() {}

    enum Status {
        NEW,
        PAID,
        SENT
    }

    /** A row of a sharded table. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1;
        Long userId;
        Long id;

        Key() {}

        Key(long userId, long id) {
            this.userId = userId;
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.userId.equals(userId) && key.id.equals(id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(userId, id);
        }
    }

    @Entity(name = "Order")
    @Table(name = "orders")
    @IdClass(Key.class)
    static class Order {
        @Id
        @Column(name = "user_id")
        Long userId;

        @Id
        Long id;

        String city;

        @Enumerated(EnumType.STRING)
        @JdbcTypeCode(SqlTypes.VARCHAR)
        Status status = Status.NEW;

        BigDecimal total = BigDecimal.ZERO;

        @Version
        int version;

        @Column(name = "created_at")
        LocalDateTime createdAt = LocalDateTime.of(2026, 1, 1, 10, 0);

        @OneToMany(mappedBy = "order", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("id")
        List<Item> items = new ArrayList<>();

        protected Order() {}

        Order(long userId, long id, String city, String total) {
            this.userId = userId;
            this.id = id;
            this.city = city;
            this.total = new BigDecimal(total);
        }

        Item add(long itemId, String product, String price) {
            Item item = new Item();
            item.userId = userId;
            item.id = itemId;
            item.orderId = id;
            item.order = this;
            item.product = product;
            item.price = new BigDecimal(price);
            items.add(item);
            return item;
        }

        @Override
        public String toString() {
            return userId + "/" + id + " " + city + " " + status + " " + total + " v" + version;
        }
    }

    @Entity(name = "Item")
    @Table(name = "order_items")
    @IdClass(Key.class)
    static class Item {
        @Id
        @Column(name = "user_id")
        Long userId;

        @Id
        Long id;

        @Column(name = "order_id")
        Long orderId;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "user_id", referencedColumnName = "user_id", insertable = false, updatable = false)
        @JoinColumn(name = "order_id", referencedColumnName = "id", insertable = false, updatable = false)
        Order order;

        String product;
        int quantity = 1;
        BigDecimal price;

        @Override
        public String toString() {
            return quantity + "x" + product + "@" + price;
        }
    }

    @Entity(name = "Country")
    @Table(name = "countries")
    static class Country {
        @Id
        @JdbcTypeCode(SqlTypes.CHAR)
        @Column(length = 2)
        String code;

        String name;

        protected Country() {}

        Country(String code, String name) {
            this.code = code;
            this.name = name;
        }

        @Override
        public String toString() {
            return code + "=" + name;
        }
    }

    @Entity(name = "Entry")
    @Table(name = "audit_log")
    static class Entry {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        LocalDateTime at = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
        String message;

        protected Entry() {}

        Entry(String message) {
            this.message = message;
        }
    }
}
