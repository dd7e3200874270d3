package io.sluice.it.orm;

import io.sluice.it.orm.SpringShop.Countries;
import io.sluice.it.orm.SpringShop.Country;
import io.sluice.it.orm.SpringShop.Purchase;
import io.sluice.it.orm.SpringShop.Purchases;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.domain.Example;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** Repositories in a Spring context. */
final class SpringDataSample implements Sample {
    /** The beans that Boot would make. */
    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @EnableJpaRepositories(
            considerNestedRepositories = true,
            includeFilters =
                    @Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = {Purchases.class, Countries.class}))
    static class Beans {
        @Bean
        LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource shop, String dialect) {
            LocalContainerEntityManagerFactoryBean entities = new LocalContainerEntityManagerFactoryBean();
            entities.setDataSource(shop);
            entities.setManagedTypes(org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes.of(
                    Purchase.class.getName(), Country.class.getName()));
            entities.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            entities.setJpaPropertyMap(Map.of("hibernate.dialect", dialect));
            return entities;
        }

        @Bean
        PlatformTransactionManager transactionManager(EntityManagerFactory entities) {
            return new JpaTransactionManager(entities);
        }
    }

    @Override
    public void run(DataSource shop, boolean mariaDb, Answers answers) {
        try (var spring = new AnnotationConfigApplicationContext()) {
            spring.registerBean(DataSource.class, () -> shop);
            spring.registerBean(
                    "dialect",
                    String.class,
                    () -> "org.hibernate.dialect." + (mariaDb ? "MariaDBDialect" : "MySQLDialect"));
            spring.register(Beans.class);
            spring.refresh();
            Purchases purchases = spring.getBean(Purchases.class);
            Countries countries = spring.getBean(Countries.class);
            TransactionTemplate transaction = new TransactionTemplate(spring.getBean(PlatformTransactionManager.class));
            fill(purchases, countries, answers);
            derived(purchases, answers);
            pages(purchases, answers);
            queries(purchases, countries, transaction, answers);
            changes(purchases, countries, transaction, answers);
        }
    }

    private static void fill(Purchases purchases, Countries countries, Answers answers) {
        answers.ask("save", () -> purchases.save(new Purchase(1, "city1", "1.50")).id > 0);
        answers.ask("save several", () -> {
            for (int user = 0; user < 6; user++) {
                purchases.saveAll(List.of(
                        new Purchase(user, "City" + user % 3, user + "2.50"),
                        new Purchase(user, "town", user + "1.25")));
            }
            return purchases.count();
        });
        answers.ask(
                "save with an id of its own",
                () -> countries.saveAll(List.of(
                        new Country("pl", "Poland"), new Country("pt", "Portugal"), new Country("de", "Germany"))));
    }

    private static void derived(Purchases purchases, Answers answers) {
        answers.ask("by user", () -> purchases.findByUserIdOrderByTotalDesc(3));
        answers.ask("in", () -> purchases.findByUserIdInAndStatusNotOrderByTotal(List.of(1L, 2L, 5L), "PAID"));
        answers.ask(
                "containing",
                () -> purchases.findByCityContainingIgnoreCaseAndTotalBetween(
                        "city",
                        BigDecimal.ONE,
                        new BigDecimal("40"),
                        Sort.by("total").descending().and(Sort.by("id"))));
        answers.ask("top", purchases::findTop3ByOrderByTotalDesc);
        answers.ask("first", () -> purchases.findFirstByUserIdOrderByTotal(2));
        answers.ask("limit", () -> purchases.findByUserId(4, Limit.of(1)).size());
        answers.ask("projection", () -> purchases.findByUserIdAndCityIsNotNullOrderByCity(2).stream()
                .map(each -> each.getCity() + each.getTotal())
                .toList());
        answers.ask("count", () -> purchases.countByUserId(2) + " " + purchases.countDistinctByUserId(2));
        answers.ask("exists", () -> purchases.existsByUserIdAndCity(2, "town"));
        answers.ask("by id", () -> {
            Long id = purchases.findFirstByUserIdOrderByTotal(5).orElseThrow().id;
            return purchases.findById(id) + " " + purchases.existsById(id) + " "
                    + purchases.findAllById(List.of(id, -1L));
        });
    }

    private static void pages(Purchases purchases, Answers answers) {
        Sort sort = Sort.by(Sort.Order.desc("total"), Sort.Order.asc("id"));
        answers.ask(
                "first page",
                () -> purchases.findAll(PageRequest.of(0, 5, sort)).getContent());
        answers.ask("second page", () -> {
            var page = purchases.findByStatus("NEW", PageRequest.of(1, 4, sort));
            return page.getTotalElements() + " " + page.getContent();
        });
        answers.ask("slice", () -> {
            var slice = purchases.findByTotalGreaterThan(BigDecimal.TEN, PageRequest.of(1, 2, sort));
            return slice.hasNext() + " " + slice.getContent();
        });
        answers.ask("native page", () -> purchases
                .nativePage(3, PageRequest.of(0, 1))
                .map(each -> each.getCity() + each.getTotal())
                .getContent());
        answers.ask("specifications", () -> {
            Specification<Purchase> user =
                    (root, query, cb) -> root.get("userId").in(1L, 2L, 3L);
            Specification<Purchase> town = (root, query, cb) -> cb.like(root.get("city"), "t%");
            return purchases.findAll(user.and(Specification.not(town)), sort) + " " + purchases.count(user.or(town))
                    + " " + purchases.exists(town) + " "
                    + purchases.findBy(user, q -> q.sortBy(sort).limit(2).all());
        });
        answers.ask("by example", () -> {
            Purchase probe = new Purchase(3, "town", "0");
            probe.total = null;
            probe.createdAt = null;
            return purchases.findAll(Example.of(probe), sort);
        });
    }

    private static void queries(
            Purchases purchases, Countries countries, TransactionTemplate transaction, Answers answers) {
        answers.ask("constructor", () -> purchases.spent(new BigDecimal("20")));
        answers.ask("optional parameters", () -> purchases.ofUser(2, null) + " " + purchases.ofUser(2, "town"));
        answers.ask(
                "stream",
                () -> transaction.execute(status -> {
                    try (var all = purchases.streamAll()) {
                        return all.map(each -> each.total.toString()).toList();
                    }
                }));
        answers.ask(
                "locked",
                () -> transaction.execute(
                        status -> purchases.findByUserIdAndStatus(2, "NEW").size()));
        answers.ask("countries", () -> countries.findByNameStartingWithOrderByCode("Po"));
    }

    private static void changes(
            Purchases purchases, Countries countries, TransactionTemplate transaction, Answers answers) {
        Callable<String> all = () -> purchases.findAll(Sort.by("total", "userId", "city")) + " " + countries.count();
        answers.ask("modifying", () -> purchases.mark(3, "PAID") + all.call());
        answers.ask("modifying everywhere", () -> purchases.raise("town", new BigDecimal("1.5")) + all.call());
        answers.ask("dirty checking", () -> {
            transaction.executeWithoutResult(
                    status -> purchases.findByUserIdOrderByTotalDesc(4).get(0).city = "moved");
            return all.call();
        });
        answers.ask("an old version", () -> {
            Purchase old = purchases.findFirstByUserIdOrderByTotal(5).orElseThrow();
            transaction.executeWithoutResult(
                    status -> purchases.findById(old.id).orElseThrow().city = "newer");
            try {
                return purchases.save(old);
            } catch (ObjectOptimisticLockingFailureException e) {
                return "refused";
            }
        });
        answers.ask("rolled back", () -> {
            transaction.executeWithoutResult(status -> {
                purchases.saveAndFlush(new Purchase(0, "gone", "9.99"));
                countries.deleteById("pt");
                countries.flush();
                status.setRollbackOnly();
            });
            return all.call();
        });
        answers.ask("delete", () -> {
            purchases.delete(purchases.findFirstByUserIdOrderByTotal(0).orElseThrow());
            countries.deleteById("de");
            return purchases.deleteByUserIdAndCity(1, "town") + " " + purchases.deleteCheap(new BigDecimal("5"))
                    + all.call();
        });
        answers.ask("delete all", () -> {
            purchases.deleteAllInBatch(purchases.findByUserIdOrderByTotalDesc(2));
            countries.deleteAll();
            String left = all.call();
            purchases.deleteAllInBatch();
            return left + purchases.count();
        });
    }
}
