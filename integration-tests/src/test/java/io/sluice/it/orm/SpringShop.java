package io.sluice.it.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** Entities and repositories as one has them before sharding: one generated id; the sharding key is told to Hibernate only. */
final class SpringShop {
    private SpringShop() {}

    @Entity(name = "Purchase")
    @Table(name = "orders")
    static class Purchase {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @PartitionKey
        @Column(name = "user_id")
        long userId;

        String city;
        String status = "NEW";
        BigDecimal total;

        @Version
        int version;

        @Column(name = "created_at")
        LocalDateTime createdAt = LocalDateTime.of(2026, 1, 1, 10, 0);

        protected Purchase() {}

        Purchase(long userId, String city, String total) {
            this.userId = userId;
            this.city = city;
            this.total = new BigDecimal(total);
        }

        @Override
        public String toString() {
            return userId + " " + city + " " + status + " " + total + " v" + version;
        }
    }

    @Entity(name = "Country")
    @Table(name = "countries")
    static class Country {
        @Id
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

    /** A closed projection. */
    interface CityTotal {
        String getCity();

        BigDecimal getTotal();
    }

    /** A projection by constructor. */
    record Spent(long userId, BigDecimal total) {}

    interface Countries extends JpaRepository<Country, String> {
        List<Country> findByNameStartingWithOrderByCode(String beginning);
    }

    /** Every kind of question that Spring Data makes SQL of. */
    @Transactional(readOnly = true)
    interface Purchases extends JpaRepository<Purchase, Long>, JpaSpecificationExecutor<Purchase> {
        List<Purchase> findByUserIdOrderByTotalDesc(long user);

        List<Purchase> findByUserIdInAndStatusNotOrderByTotal(Collection<Long> users, String status);

        List<Purchase> findByCityContainingIgnoreCaseAndTotalBetween(
                String part, BigDecimal least, BigDecimal most, Sort sort);

        List<Purchase> findTop3ByOrderByTotalDesc();

        Optional<Purchase> findFirstByUserIdOrderByTotal(long user);

        List<Purchase> findByUserId(long user, Limit limit);

        Page<Purchase> findByStatus(String status, Pageable page);

        Slice<Purchase> findByTotalGreaterThan(BigDecimal least, Pageable page);

        List<CityTotal> findByUserIdAndCityIsNotNullOrderByCity(long user);

        long countByUserId(long user);

        long countDistinctByUserId(long user);

        boolean existsByUserIdAndCity(long user, String city);

        @Lock(LockModeType.PESSIMISTIC_WRITE)
        List<Purchase> findByUserIdAndStatus(long user, String status);

        @Query("select new io.sluice.it.orm.SpringShop$Spent(p.userId, sum(p.total)) from Purchase p"
                + " group by p.userId having sum(p.total) > :least order by p.userId")
        List<Spent> spent(BigDecimal least);

        @Query("select p from Purchase p where (:city is null or p.city = :city) and p.userId = :user order by p.total")
        List<Purchase> ofUser(long user, @Nullable String city);

        @Query(
                value = "SELECT city, total FROM orders WHERE user_id = ?1 ORDER BY total",
                countQuery = "SELECT COUNT(*) FROM orders WHERE user_id = ?1",
                nativeQuery = true)
        Page<CityTotal> nativePage(long user, Pageable page);

        @Query("select p from Purchase p order by p.total")
        Stream<Purchase> streamAll();

        @Transactional
        @Modifying(clearAutomatically = true, flushAutomatically = true)
        @Query("update Purchase p set p.status = :status where p.userId = :user")
        int mark(long user, String status);

        @Transactional
        @Modifying(clearAutomatically = true)
        @Query(value = "UPDATE orders SET total = total * :times WHERE city = :city", nativeQuery = true)
        int raise(String city, BigDecimal times);

        @Transactional
        long deleteByUserIdAndCity(long user, String city);

        @Transactional
        @Modifying
        @Query("delete from Purchase p where p.total < :least")
        int deleteCheap(BigDecimal least);
    }
}
