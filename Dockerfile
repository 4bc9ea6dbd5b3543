# The archive as a container image. `docker compose up` builds and runs it; `make image-check` builds
# and runs it without a Docker daemon, on a base made from Debian's packages.
#
# BASE_IMAGE: any Debian-like image with Python 3.11 or newer, its venv module and CA certificates.
# Behind a package mirror: docker build --secret id=pip.conf,src=/etc/pip.conf .
ARG BASE_IMAGE=python:3.13-slim


FROM ${BASE_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1

# pip gets an environment of its own, so that none is in the image that serves.
RUN python3 -m venv /opt/pip && python3 -m venv --without-pip /opt/venv

# Only wheels: there is no compiler here, and a package that needs one should say so by its name.
COPY requirements.lock /build/
RUN --mount=type=secret,id=pip.conf,target=/etc/pip.conf \
    /opt/pip/bin/python -m pip --python /opt/venv/bin/python install \
        --no-compile --only-binary :all: --require-hashes -r /build/requirements.lock

# .dockerignore lists what is copied; a strict umask where it comes from must not matter. Bytecode is
# compiled now, since nothing is writable later, and never compared with the sources' times.
COPY . /app
RUN chmod -R a+rX,go-w /app \
    && /opt/venv/bin/python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/venv /app

# So is what searches, to machine code, beside its source: otherwise each process would do it at each
# start. For any CPU of this architecture, because the machine that runs the image is another one, and
# code for this one's CPU would be of no use to it; the name is set again where the image runs, since
# what was compiled for another name is not read.
ENV NUMBA_CPU_NAME=generic
WORKDIR /app
RUN /opt/venv/bin/python -c "import index.whoosh_engine.engine"


FROM ${BASE_IMAGE}
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Article Archive" \
      org.opencontainers.image.description="A self-hosted, searchable archive of news articles with a REST API" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# The number is fixed: volumes keep it, and Kubernetes' runAsNonRoot needs one rather than a name.
# A new volume takes the owner of the folder that it covers.
RUN groupadd --gid 10001 archive \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin archive \
    && install -d -o 10001 -g 10001 -m 0750 /data

# Owned by root: the program cannot change itself.
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app

ENV PATH="/opt/venv/bin:${PATH}" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    NUMBA_CPU_NAME=generic \
    HOST=0.0.0.0 \
    PORT=8000 \
    ARCHIVE_DATA=/data
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM

# http.client, because it never asks a proxy.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]

# `make serve` without the setting up. gunicorn takes the shell's place, so that signals reach it.
CMD ["sh", "-c", "python -m flask --app app archive import --if-empty seeds && exec python -m gunicorn app:app"]
