# Twogether in a container: `docker compose up`, see docs/deploy.md.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY crawlers crawlers
COPY dashboard dashboard
COPY data data
COPY model model
COPY operations operations
COPY pipeline pipeline
RUN python -m venv /opt/twogether && \
    /opt/twogether/bin/pip install --no-cache-dir .

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /tmp twogether && \
    install --directory --owner=twogether --group=twogether --mode=0750 /data
COPY --from=build /opt/twogether /opt/twogether
ENV HOME=/tmp \
    PATH=/opt/twogether/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TWOGETHER_HOME=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
ENTRYPOINT ["twogether"]
CMD ["serve", "--address", "0.0.0.0", "--headless"]
