@echo off
rem Starts Vitrine with a JDK 25 or newer: the one in JAVA_HOME, else on the PATH, else the first in the usual folders.
rem   VITRINE_JAVA_OPTIONS   more options for the JVM, for example -Xmx8g
setlocal EnableExtensions DisableDelayedExpansion
set "jdk="
if defined JAVA_HOME call :consider "%JAVA_HOME:"=%"
set "folders=%PATH:"=%"
for %%d in ("%folders:;=" "%") do call :consider "%%~d\.."
for %%g in (Java "Eclipse Adoptium" Microsoft Zulu "Amazon Corretto" BellSoft) do call :search "%ProgramFiles%\%%~g"
for %%g in (.jdks .m2\jdks .gradle\jdks scoop\apps) do call :search "%USERPROFILE%\%%~g"
if defined jdk goto start
echo Vitrine needs a JDK 25 or newer and found none in JAVA_HOME, on the PATH, in the JDK folders of "%ProgramFiles%" or in "%USERPROFILE%\.jdks": install one, for example Temurin 25, or set JAVA_HOME to it. 1>&2
exit /b 1

:start
set "lib=%~dp0..\lib"
rem JavaFX is for the window alone, vectors are for whatever computes; a short answer gets the shortest start.
set "command=%~1"
if not defined command set "command=ui"
if /i "%~x1"==".vitrine" set "command=ui"
rem See the class VectorMath.
set "inline=-XX:CompileCommand=quiet -XX:CompileCommand=inline,dev.vitrine.engine.kernel.VectorMath::*"
set "options=-XX:+UseSerialGC --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED %inline%"
for %%o in (-h --help -V --version) do if "%command%"=="%%o" set "options=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
for %%o in (ui bench) do if "%command%"=="%%o" set options=--module-path "%lib%\javafx" --add-modules javafx.controls,javafx.fxml,jdk.incubator.vector --enable-native-access=javafx.graphics,ALL-UNNAMED %inline%
"%jdk%\bin\java.exe" %options% %VITRINE_JAVA_OPTIONS% -cp "%lib%\vitrine.jar" dev.vitrine.app.Main %*
exit /b %ERRORLEVEL%

rem Considers every folder in %1.
:search
if defined jdk exit /b
if not exist "%~1\" exit /b
pushd "%~1"
for /d %%h in (*) do (
    call :consider "%~1\%%h"
    call :consider "%~1\%%h\current"
)
popd
exit /b

rem Sets jdk to the folder of the JDK %1 if there was none yet and its file release says 25 or newer.
:consider
if defined jdk exit /b
if not exist "%~1\bin\java.exe" exit /b
if not exist "%~1\release" exit /b
set "version="
for /f "usebackq tokens=1,2 delims==" %%k in ("%~1\release") do if "%%k"=="JAVA_VERSION" set "version=%%~l"
for /f "tokens=1 delims=.-+" %%m in ("%version%") do if %%m geq 25 set "jdk=%~1"
exit /b
