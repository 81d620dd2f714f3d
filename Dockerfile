# One image for every program of ours: gateway, services, dashboard, and the one-shot jobs.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements-build.txt requirements.txt ./
RUN python -m venv /opt/builder \
    && /opt/builder/bin/pip install --no-cache-dir --require-hashes -r requirements-build.txt \
    && python -m venv /opt/gongkai \
    && /opt/gongkai/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN /opt/builder/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation -w /wheel . \
    && /opt/gongkai/bin/pip install --no-cache-dir --no-deps /wheel/*.whl
# Of whole packages only the fonts that papers are set in. Where Debian's packages are out of reach the image does without: papers
# come as docx and xlsx then, and PDFs once a folder with the files of deploy/fonts.txt is mounted at /opt/fonts.
RUN mkdir -p /opt/fonts \
    && { { apt-get -q update && /opt/gongkai/bin/python -m deploy.fonts /opt/fonts; } \
        || echo "no fonts in this image: papers come as docx and xlsx; mount the files of deploy/fonts.txt at /opt/fonts for PDFs"; } \
    && rm -rf /var/lib/apt/lists/*

FROM python:3.11-slim
COPY --from=build /opt/gongkai /opt/gongkai
COPY --from=build /opt/fonts /opt/fonts
ENV PATH=/opt/gongkai/bin:$PATH \
    GONGKAI_FONTS=/opt/fonts \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    GONGKAI_HTTP_HOST=0.0.0.0 \
    GONGKAI_HTTP_PORT=8080
# Where the dashboard's cache and the broker's certificates may lie: a volume takes its owner from here. Kafka's account reads the latter.
RUN install -d -o 10001 -g 10001 /var/lib/gongkai && install -d -o 10002 -g 1000 /certificates
WORKDIR /tmp
USER 10001:10001
EXPOSE 8080
CMD ["gongkai", "--help"]
