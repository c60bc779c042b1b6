# One image for every program; which one runs is the command. `./circle build` puts the programs into target/run first.
FROM eclipse-temurin:25-jre
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin circle \
 && for folder in trusted production mid-1 mid-2 payroll; do install -d -m 700 -o circle -g circle "/circle/$folder"; done
ARG PROGRAMS=target/run
COPY ${PROGRAMS} /opt/circle
WORKDIR /opt/circle
USER circle
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "-jar"]
