package io.sluice.examples.boot;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A row of {@code orders}. {@code @PartitionKey} lets Hibernate name the sharding key when it changes or deletes a row. */
@Entity
@Table(name = "orders")
class Purchase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @PartitionKey
    @Column(name = "user_id")
    long userId;

    String city = "";
    BigDecimal total = BigDecimal.ZERO;

    @Version
    int version;

    protected Purchase() {}

    Purchase(long userId, String city, String total) {
        this.userId = userId;
        this.city = city;
        this.total = new BigDecimal(total);
    }

    @Override
    public String toString() {
        return userId + " " + city + " " + total + " v" + version;
    }
}
