package io.sluice.examples.boot;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface Purchases extends JpaRepository<Purchase, Long> {
    List<Purchase> findByUserIdOrderByTotalDesc(long userId);

    Page<Purchase> findByCityOrderByTotalDesc(String city, Pageable page);

    @Query("select p.city, sum(p.total), count(p) from Purchase p group by p.city order by sum(p.total) desc, p.city")
    List<Object[]> byCity();

    @Modifying
    @Query("update Purchase p set p.total = p.total + :more where p.city = :city")
    int raise(String city, BigDecimal more);
}
