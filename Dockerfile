# The program alone: docker run --rm -v "$PWD:/site" masthead lint
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --release --locked --bin masthead

FROM scratch
COPY --from=build /source/target/release/masthead /masthead
WORKDIR /site
ENTRYPOINT ["/masthead"]
