# Hakusho QA. `make help` lists what can be made; each target sets up what it needs.

PYTHON ?= python3
VENV   := .venv

# Windows keeps a virtual environment's commands in another folder.
BIN    := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY     := $(BIN)/python
PIP    := $(PY) -m pip install --disable-pip-version-check --quiet --constraint requirements.lock
MADE   := $(VENV)/.made
CODE   := corpus index qa ui tests

.DEFAULT_GOAL := help
.PHONY: help install chat test check lock train train-reader eval-section eval-others clean browser

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

install: $(MADE)/run ## make .venv with the command `hakusho` in it (PYTHON=python3.12 chooses)
	@echo "Ready: $(BIN)/hakusho --help"

chat: $(MADE)/run ## open the chat page on the built-in section
	@exec $(BIN)/hakusho chat

# The files of tests on up to four cores, in order: those in the browser take longest and come
# first. ARGS="-n 0" runs them in one process, as --pdb needs.
CORES := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: $(MADE)/dev browser ## run all tests, in the browser too
	@HF_HUB_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False HAKUSHO_BROWSER="$$($(FIND_BROWSER))" \
	    $(PY) -m pytest $(CORES) $(ARGS)
	@$(BROWSER_REPORT)

check: $(MADE)/dev ## ruff, ruff format and mypy --strict
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy --strict $(CODE)

lock: $(MADE)/dev ## pin the newest versions that fit pyproject.toml in requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.10 --no-python-downloads --all-extras \
	    --upgrade --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	    --quiet --output-file requirements.lock pyproject.toml

train: $(MADE)/train ## train the bundled model anew (ARGS="--data DIR"; hours)
	$(PY) -m index.training $(ARGS)

train-reader: $(MADE)/train ## train the bundled reader anew (ARGS="--data DIR"; an hour or two)
	$(PY) -m qa.training $(ARGS)

eval-section: $(MADE)/run ## measure on the built-in section (ARGS="--part tune")
	$(PY) -m ui.cli eval tests/questions/section.jsonl --library $(VENV)/section --part report $(ARGS)

OTHERS = disaster_plan ordinance statistics coast_report car_theft pharmacy_notice lights_report
eval-others: $(MADE)/run ## measure on the documents in tests/documents (ARGS="--part tune")
	$(PY) -m ui.cli eval $(OTHERS:%=tests/questions/%.jsonl) \
	  $(foreach path,$(wildcard tests/documents/*.txt),--document $(path)) \
	  --part report $(ARGS)

clean: ## remove .venv and everything else that was made here
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The virtual environment. A stamp says which packages are in it, so that pip runs
# --- again only when pyproject.toml or requirements.lock has changed.

# Root, or sudo where it asks for no password: system packages are installed only then.
AS_ROOT     = $$([ "$$(id -u)" = 0 ] || echo sudo -n)
APT_INSTALL = $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq
MAY_ROOT    = { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

define CHECK_PYTHON
import sys
if not (3, 10) <= sys.version_info[:2] <= (3, 13):
    sys.exit("Hakusho QA needs Python 3.10 to 3.13; %s is %s. Choose one: make install PYTHON=python3.12"
             % (sys.executable, sys.version.split()[0]))
endef
export CHECK_PYTHON

# Debian and Ubuntu ship Python without ensurepip, which `python3 -m venv` needs.
define MAKE_VENV
if $(PY) -m pip --version >/dev/null 2>&1; then exit 0; fi; \
command -v $(PYTHON) >/dev/null || \
  { echo "There is no $(PYTHON). Install Python 3.10 to 3.13, or choose one: make install PYTHON=..." >&2; exit 1; }; \
$(PYTHON) -c "$$CHECK_PYTHON" || exit 1; \
if ! $(PYTHON) -c "import venv, ensurepip" 2>/dev/null; then \
  package=$$($(PYTHON) -c "import sys; print('python%d.%d-venv' % sys.version_info[:2])"); \
  if command -v apt-get >/dev/null && $(MAY_ROOT); then \
    $(AS_ROOT) apt-get update -qq && \
    $(APT_INSTALL) $$package; \
  fi; \
  $(PYTHON) -c "import venv, ensurepip" 2>/dev/null || \
    { echo "$(PYTHON) lacks the venv module. Install it: sudo apt install $$package" >&2; exit 1; }; \
fi; \
$(PYTHON) -m venv --clear $(VENV)
endef

$(MADE)/venv:
	@$(MAKE_VENV)
	@$(PY) -c "$$CHECK_PYTHON"
	@mkdir -p $(MADE) && touch $@

# setuptools first, from the lock, because --no-build-isolation then builds with it.
$(MADE)/run: $(MADE)/venv pyproject.toml requirements.lock
	@echo "Installing Hakusho QA in $(VENV) (some minutes the first time) ..."
	@$(PIP) setuptools
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(MADE)/dev: $(MADE)/run
	@echo "Installing what the tests and checks need ..."
	@$(PIP) --no-build-isolation --editable ".[dev]"
	@touch $@

$(MADE)/train: $(MADE)/run
	@$(PIP) --no-build-isolation --editable ".[train]"
	@touch $@

# --- The browser of tests/browser: Chromium or Chrome, and a Japanese font.

define FIND_BROWSER
for browser in "$$HAKUSHO_BROWSER" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/c/Program Files/Google/Chrome/Application/chrome.exe"; do \
  found=$$(command -v "$$browser" 2>/dev/null) || continue; \
  case "$$found" in (*.exe) ;; (*) "$$found" --version >/dev/null 2>&1 || continue ;; esac; \
  echo "$$found"; break; \
done
endef

HAS_FONT = { ! command -v fc-list >/dev/null || [ -n "$$(fc-list :lang=ja file | head -n 1)" ]; }

define BROWSER_REPORT
[ -n "$$($(FIND_BROWSER))" ] || { \
  echo; \
  echo "*************************************************************************"; \
  echo "*  THE BROWSER TESTS DID NOT RUN: no Chromium or Chrome was found, and  *"; \
  echo "*  it could not be installed from here. Install one (for example        *"; \
  echo "*  sudo apt install chromium fonts-noto-cjk) and run make test again.   *"; \
  echo "*************************************************************************"; \
  [ -z "$$CI" ]; }
endef

browser: $(MADE)/dev
	@if [ -n "$$($(FIND_BROWSER))" ] && $(HAS_FONT); then exit 0; fi; \
	echo "Installing Chromium and a Japanese font for the browser tests ..."; \
	if [ "$$(uname)" = Darwin ] && command -v brew >/dev/null; then \
	  brew install --quiet --cask google-chrome; \
	elif ! $(MAY_ROOT); then \
	  echo "Not allowed to install system packages (neither root nor sudo without a password)." >&2; \
	elif command -v apt-get >/dev/null; then \
	  $(AS_ROOT) apt-get update -qq; \
	  $(APT_INSTALL) fonts-noto-cjk >/dev/null; \
	  [ -n "$$($(FIND_BROWSER))" ] || $(APT_INSTALL) chromium >/dev/null || \
	    $(APT_INSTALL) chromium-browser >/dev/null; \
	elif command -v dnf >/dev/null; then \
	  $(AS_ROOT) dnf install -y -q chromium google-noto-sans-cjk-fonts; \
	elif command -v zypper >/dev/null; then \
	  $(AS_ROOT) zypper --non-interactive --quiet install chromium google-noto-sans-cjk-fonts; \
	elif command -v pacman >/dev/null; then \
	  $(AS_ROOT) pacman -S --noconfirm --needed chromium noto-fonts-cjk; \
	elif command -v apk >/dev/null; then \
	  $(AS_ROOT) apk add -q chromium font-noto-cjk; \
	fi; \
	exit 0
