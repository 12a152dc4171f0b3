# migvet in a container, without root: docker run --rm --volume "$PWD:/work" migvet check --since origin/main
FROM debian:12-slim AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev make python3-pip ca-certificates \
        libyaml-dev libcjson-dev libsqlite3-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN make -j"$(nproc)" portable

FROM debian:12-slim
# libcjson1: Debian has no archive of it to be linked in. git: what is new on a branch. libpq5: commands that read a database.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libcjson1 git libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory /work \
    && useradd --uid 10001 --create-home --shell /usr/sbin/nologin migvet
COPY --from=build /src/build/portable/migvet /usr/local/bin/migvet
USER 10001
WORKDIR /work
ENTRYPOINT ["migvet"]
CMD ["help"]
